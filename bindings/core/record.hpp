// Record: binds a plain C++ struct as a frozen Python value with keyword arguments, `==`, hash()
// and repr(). Members are listed once, by name.
#ifndef ARREARS_BINDINGS_RECORD_HPP
#define ARREARS_BINDINGS_RECORD_HPP

#include <functional>
#include <memory>

#include "casters.hpp"

namespace arrears::python {

enum class Need { optional, required };

// One member as Python sees it.
template <class T>
struct Field {
  std::string name;
  Need need = Need::optional;
  bool secret = false;  // personal data: repr() says that it is there, not what it is
  std::function<void(T&, py::handle)> set;
  std::function<py::object(const T&)> get;
};

template <class T>
class Record {
 public:
  using Fields = std::vector<Field<T>>;

  Record(py::handle scope, const char* name) : type_(scope, name), name_(name) {}

  // A member of the struct.
  template <class M>
  Record& field(const char* name, M T::*member, Need need = Need::optional) {
    return add({name, need, false, [member](T& self, py::handle v) { self.*member = v.cast<M>(); },
                [member](const T& self) { return py::cast(self.*member); }});
  }
  // A private one: personal data.
  Record& secret(const char* name, std::string T::*member) {
    return add({name, Need::optional, true,
                [member](T& self, py::handle v) { self.*member = v.cast<std::string>(); },
                [member](const T& self) -> py::object { return py::str(self.*member); }});
  }
  Record& add(Field<T> field) {
    auto get = field.get;
    type_.def_property_readonly(field.name.c_str(), [get](const T& self) { return get(self); });
    fields_->push_back(std::move(field));
    return *this;
  }

  // Values that the host makes: a constructor with keyword arguments only.
  py::class_<T> made_by_host() {
    const auto fields = fields_;
    const std::string name = name_;
    type_.def(py::init(
        [fields, name](const py::kwargs& given) { return from_kwargs(*fields, name, given); }));
    return frozen();
  }
  // Values that only the library makes.
  py::class_<T> frozen() {
    const auto fields = fields_;
    const std::string name = name_;
    const auto spell = [fields, name](const T& self) { return repr(*fields, name, self, true); };
    type_.def("__repr__", spell);
    type_.def("__eq__", [fields](const T& self, py::object other) -> py::object {
      if (!py::isinstance<T>(other)) return py::reinterpret_borrow<py::object>(Py_NotImplemented);
      const T& that = other.cast<const T&>();
      if constexpr (requires { self == self; }) {
        return py::bool_(self == that);
      } else {
        for (const Field<T>& field : *fields) {
          if (!field.get(self).equal(field.get(that))) return py::bool_(false);
        }
        return py::bool_(true);
      }
    });
    // Equal values have equal spellings, so the spelling without secrets serves as a hash.
    type_.def("__hash__", [spell](const T& self) { return py::hash(py::str(spell(self))); });
    py::tuple names(fields->size());
    for (std::size_t i = 0; i < fields->size(); ++i) names[i] = (*fields)[i].name;
    type_.attr("_fields") = names;
    return type_;
  }

 private:
  static T from_kwargs(const Fields& fields, const std::string& name, const py::kwargs& given) {
    T out{};
    std::size_t used = 0;
    for (const Field<T>& field : fields) {
      if (given.contains(field.name.c_str())) {
        ++used;
        set(field, name, out, given[field.name.c_str()]);
      } else if (field.need == Need::required) {
        throw py::type_error(name + "() needs " + field.name + "=");
      }
    }
    if (used == given.size()) return out;
    for (const auto& item : given) {
      const auto key = item.first.cast<std::string>();
      bool known = false;
      for (const Field<T>& field : fields) known = known || field.name == key;
      if (!known) throw py::type_error(name + "() has no argument " + key);
    }
    return out;
  }
  static void set(const Field<T>& field, const std::string& name, T& out, py::handle value) {
    try {
      field.set(out, value);
    } catch (const py::cast_error&) {
      const auto found = py::str(py::type::handle_of(value).attr("__name__"));
      throw py::type_error(name + "." + field.name + " cannot be a " + found.cast<std::string>());
    }
  }
  static std::string repr(const Fields& fields, const std::string& name, const T& self, bool hide) {
    static const T nothing{};
    std::string out = name + "(";
    const char* comma = "";
    for (const Field<T>& field : fields) {
      const py::object value = field.get(self);
      if (field.need == Need::optional && value.equal(field.get(nothing))) continue;
      const auto text =
          hide && field.secret ? std::string("...") : py::repr(value).cast<std::string>();
      out += comma + field.name + "=" + text;
      comma = ", ";
    }
    return out + ")";
  }

  py::class_<T> type_;
  std::string name_;
  std::shared_ptr<Fields> fields_ = std::make_shared<Fields>();
};

// What module.cpp puts together; each in a file of its own.
void bind_values(py::module_& module);
void bind_mandates(py::module_& module);
void bind_facts(py::module_& module);
void bind_rules(py::module_& module);
void bind_channels(py::module_& module);
void bind_portfolio(py::module_& module);
void bind_forecast(py::module_& module);
void bind_interest(py::module_& module);
void bind_ledger(py::module_& module);
void bind_engine(py::module_& module);

}  // namespace arrears::python

#endif
