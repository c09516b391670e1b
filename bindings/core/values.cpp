// Money, rates, moments, zones, and the conversions of plain Python values.
#include "record.hpp"

#include <datetime.h>  // after Python.h

#include <arrears/money/money.hpp>
#include <arrears/packs/load.hpp>
#include <arrears/time/zone.hpp>

namespace arrears::python {

namespace {

[[noreturn]] void wrong_type(const char* expected, py::handle value) {
  const auto found = py::str(py::type::handle_of(value).attr("__name__")).cast<std::string>();
  throw py::type_error("expected " + std::string(expected) + ", not " + found);
}

void need_datetime() {
  if (PyDateTimeAPI == nullptr) PyDateTime_IMPORT;
}

bool is_decimal(py::handle value) {
  return py::isinstance(value, py::module_::import("decimal").attr("Decimal"));
}

}  // namespace

std::string path_of(const py::object& path) {
  return py::module_::import("os").attr("fspath")(path).cast<std::string>();
}

std::string exact_text(py::handle value) {
  if (PyUnicode_Check(value.ptr())) return value.cast<std::string>();
  if (PyBool_Check(value.ptr())) wrong_type("str, int or Decimal", value);
  if (PyLong_Check(value.ptr())) return py::str(value).cast<std::string>();
  // Without an exponent: Decimal("1E+3") is a thousand.
  if (is_decimal(value)) return value.attr("__format__")("f").cast<std::string>();
  wrong_type("str, int or Decimal", value);
}

Date date_from(py::handle value) {
  need_datetime();
  if (!PyDate_Check(value.ptr()) || PyDateTime_Check(value.ptr())) {
    wrong_type("datetime.date", value);
  }
  return take(Date::make(PyDateTime_GET_YEAR(value.ptr()), PyDateTime_GET_MONTH(value.ptr()),
                         PyDateTime_GET_DAY(value.ptr())));
}

py::object date_to(Date value) {
  need_datetime();
  return py::reinterpret_steal<py::object>(
      PyDate_FromDate(value.year(), value.month(), value.day()));
}

Instant instant_from(py::handle value) {
  need_datetime();
  if (!PyDateTime_Check(value.ptr()) || value.attr("tzinfo").is_none()) {
    wrong_type("datetime.datetime with a time zone", value);
  }
  if (value.attr("microsecond").cast<int>() != 0) {
    throw Failure{{ErrorCode::invalid, "an instant has whole seconds", false}};
  }
  const py::object seconds = py::module_::import("builtins").attr("int")(value.attr("timestamp")());
  return {seconds.cast<std::int64_t>()};
}

py::object instant_to(Instant value) {
  const auto module = py::module_::import("datetime");
  return module.attr("datetime")
      .attr("fromtimestamp")(value.seconds, module.attr("timezone").attr("utc"));
}

Span span_from(py::handle value) {
  need_datetime();
  if (PyDelta_Check(value.ptr()) && PyDateTime_DELTA_GET_MICROSECONDS(value.ptr()) == 0) {
    return Span{std::int64_t{86'400} * PyDateTime_DELTA_GET_DAYS(value.ptr()) +
                PyDateTime_DELTA_GET_SECONDS(value.ptr())};
  }
  if (PyTime_Check(value.ptr())) {
    return Span{std::int64_t{3'600} * PyDateTime_TIME_GET_HOUR(value.ptr()) +
                60 * PyDateTime_TIME_GET_MINUTE(value.ptr()) +
                PyDateTime_TIME_GET_SECOND(value.ptr())};
  }
  wrong_type("datetime.timedelta or datetime.time of whole seconds", value);
}

py::object span_to(Span value) {
  return py::module_::import("datetime").attr("timedelta")(0, value.seconds);
}

Decimal decimal_from(py::handle value) { return take(Decimal::parse(exact_text(value))); }

py::object decimal_to(const Decimal& value) {
  return py::module_::import("decimal").attr("Decimal")(value.text());
}

Share share_from(py::handle value) {
  const bool fraction = py::isinstance(value, py::module_::import("fractions").attr("Fraction"));
  return take(Share::parse(fraction ? std::string(py::str(value)) : exact_text(value)));
}

py::object share_to(const Share& value) {
  return py::module_::import("fractions").attr("Fraction")(value.part, value.whole);
}

Value value_from(py::handle value) {
  need_datetime();
  if (PyBool_Check(value.ptr())) return value.cast<bool>();
  if (py::isinstance<Money>(value)) return value.cast<Money>();
  if (py::isinstance<Name>(value)) return value.cast<Name>();
  if (PyUnicode_Check(value.ptr())) return value.cast<std::string>();
  if (PyLong_Check(value.ptr()) || is_decimal(value)) return decimal_from(value);
  if (PyDelta_Check(value.ptr())) {
    const Span span = span_from(value);
    if (span.seconds % 86'400 != 0) wrong_type("whole days", value);
    return Days{static_cast<std::int32_t>(span.seconds / 86'400)};
  }
  if (PyDate_Check(value.ptr())) return date_from(value);
  wrong_type("Money, int, Decimal, timedelta, date, str, bool or Name", value);
}

py::object value_to(const Value& value) {
  return std::visit(
      [](const auto& item) -> py::object {
        using T = std::decay_t<decltype(item)>;
        if constexpr (std::is_same_v<T, Days>)
          return span_to(Span{item.count * 86'400LL});
        else
          return py::cast(item);
      },
      value);
}

namespace {

Currency currency_from(const std::string& code) { return take(Currency::find(code)); }

void same_currency(const Money& a, const Money& b) {
  if (a.currency == b.currency) return;
  throw Failure{{ErrorCode::invalid,
                 a.currency.code() + " and " + b.currency.code() + " are two currencies", false}};
}

// The sum stays within what the library may hold; it would stop the program otherwise.
Money checked_sum(const Money& a, const Money& b, int sign) {
  same_currency(a, b);
  const Int128 sum = Int128{a.minor} + Int128{b.minor} * sign;
  if (sum > INT64_MAX || sum < -Int128{INT64_MAX}) {
    throw Failure{{ErrorCode::limit, "the sum is too large", false}};
  }
  return {static_cast<std::int64_t>(sum), a.currency};
}

py::object refused_operand() { return py::reinterpret_borrow<py::object>(Py_NotImplemented); }

// Python's comparisons of two amounts; other operands are for Python to refuse.
template <class Compare>
auto comparison(Compare compare) {
  return [compare](const Money& a, const py::object& other) -> py::object {
    if (!py::isinstance<Money>(other)) return refused_operand();
    const auto& b = other.cast<const Money&>();
    same_currency(a, b);
    return py::bool_(compare(a.minor, b.minor));
  };
}

template <int Sign>
py::object sum(const Money& a, const py::object& other) {
  if (!py::isinstance<Money>(other)) return refused_operand();
  return py::cast(checked_sum(a, other.cast<const Money&>(), Sign));
}

void bind_money(py::module_& module) {
  py::class_<Money>(module, "Money")
      .def(py::init([](const py::object& amount, const std::string& currency) {
             return take(Money::parse(exact_text(amount), currency_from(currency)));
           }),
           py::arg("amount"), py::arg("currency"))
      .def_static(
          "from_minor",
          [](std::int64_t minor, const std::string& currency) {
            if (minor > Money::limit || minor < -Money::limit) {
              throw Failure{{ErrorCode::limit, "the amount is too large", false}};
            }
            return Money{minor, currency_from(currency)};
          },
          py::arg("minor"), py::arg("currency"))
      .def_property_readonly("amount",
                             [](const Money& self) {
                               return py::module_::import("decimal").attr("Decimal")(self.text());
                             })
      .def_property_readonly("currency", [](const Money& self) { return self.currency.code(); })
      .def_readonly("minor", &Money::minor)
      .def("__str__", [](const Money& self) { return self.text() + " " + self.currency.code(); })
      .def("__repr__",
           [](const Money& self) {
             return "Money(\"" + self.text() + "\", \"" + self.currency.code() + "\")";
           })
      .def("__hash__",
           [](const Money& self) {
             return py::hash(py::make_tuple(self.minor, self.currency.code()));
           })
      .def("__bool__", [](const Money& self) { return self.minor != 0; })
      .def("__neg__", [](const Money& self) { return -self; })
      .def("__add__", &sum<1>)
      .def("__sub__", &sum<-1>)
      .def("__eq__",
           [](const Money& self, const py::object& other) -> py::object {
             if (!py::isinstance<Money>(other)) return refused_operand();
             return py::bool_(self == other.cast<const Money&>());
           })
      .def("__lt__", comparison(std::less<std::int64_t>()))
      .def("__le__", comparison(std::less_equal<std::int64_t>()))
      .def("__gt__", comparison(std::greater<std::int64_t>()))
      .def("__ge__", comparison(std::greater_equal<std::int64_t>()));
}

void bind_small(py::module_& module) {
  py::class_<Name>(module, "Name")
      .def(py::init([](std::string text) { return Name{std::move(text)}; }), py::arg("text"))
      .def_readonly("text", &Name::text)
      .def("__repr__",
           [](const Name& self) {
             return "Name(" + py::repr(py::str(self.text)).cast<std::string>() + ")";
           })
      .def("__hash__", [](const Name& self) { return py::hash(py::str(self.text)); })
      .def("__eq__", [](const Name& self, const py::object& other) -> py::object {
        if (!py::isinstance<Name>(other)) return refused_operand();
        return py::bool_(self == other.cast<const Name&>());
      });
  py::class_<Rate>(module, "Rate")
      .def(py::init([](const py::object& percent, DayCount day_count) {
             return take(Rate::parse_percent(exact_text(percent), day_count));
           }),
           py::arg("percent"), py::kw_only(), py::arg("day_count") = "act_act")
      .def_property_readonly(
          "percent",
          [](const Rate& self) {
            return py::module_::import("decimal").attr("Decimal")(self.percent_text());
          })
      .def_property_readonly("day_count", [](const Rate& self) { return self.day_count; })
      .def("__repr__",
           [](const Rate& self) {
             return "Rate(\"" + self.percent_text() + "\", day_count=\"" + word_to(self.day_count) +
                    "\")";
           })
      .def("__hash__",
           [](const Rate& self) {
             return py::hash(py::make_tuple(self.ppm, word_to(self.day_count)));
           })
      .def("__eq__", [](const Rate& self, const py::object& other) -> py::object {
        if (!py::isinstance<Rate>(other)) return refused_operand();
        return py::bool_(self == other.cast<const Rate&>());
      });
}

void bind_time(py::module_& module) {
  Record<Moment>(module, "Moment")
      .field("day", &Moment::day, Need::required)
      .field("instant", &Moment::instant, Need::required)
      .made_by_host();
  py::class_<Zone>(module, "Zone")
      .def(py::init<>(), "Coordinated universal time.")
      .def_property_readonly("name", &Zone::name)
      .def("moment", &Zone::moment, py::arg("instant"))
      .def("__repr__", [](const Zone& self) { return "<Zone " + self.name() + ">"; });
  py::class_<VirtualClock>(module, "VirtualClock")
      .def(py::init<Zone>(), py::arg("zone"))
      .def("opening", &VirtualClock::opening, py::arg("day"))
      .def("at", &VirtualClock::at, py::arg("day"), py::arg("after_midnight"))
      .def_property_readonly("zone", &VirtualClock::zone);
  auto zones = module.def_submodule("zone", "Zones as data.");
  zones.def("bundled_path", &zone::bundled_path);
  zones.def(
      "load",
      [](const py::object& path, const std::string& name) {
        const auto text = py::module_::import("os").attr("fspath")(path).cast<std::string>();
        return take(zone::load(text, name));
      },
      py::arg("path"), py::arg("name"));
}

void bind_caller(py::module_& module) {
  py::class_<Caller>(module, "Caller")
      .def(py::init([](TenantId tenant, ActorId actor) {
             return Caller{std::move(tenant), std::move(actor)};
           }),
           py::kw_only(), py::arg("tenant"), py::arg("actor"))
      .def_property_readonly("tenant", [](const Caller& self) { return self.tenant; })
      .def_property_readonly("actor", [](const Caller& self) { return self.actor; })
      .def("__repr__", [](const Caller& self) {
        return "Caller(tenant=\"" + self.tenant.value + "\", actor=\"" + self.actor.value + "\")";
      });
}

}  // namespace

void bind_values(py::module_& module) {
  bind_money(module);
  bind_small(module);
  bind_time(module);
  bind_caller(module);
}

}  // namespace arrears::python
