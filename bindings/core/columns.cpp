#include "columns.hpp"

#include <cstring>
#include <limits>
#include <utility>

namespace arrears::python {

namespace {

// The C data interface, as its specification lays it out.
struct ArrowSchema {
  const char* format;
  const char* name;
  const char* metadata;
  std::int64_t flags;
  std::int64_t n_children;
  ArrowSchema** children;
  ArrowSchema* dictionary;
  void (*release)(ArrowSchema*);
  void* private_data;
};
struct ArrowArray {
  std::int64_t length, null_count, offset;
  std::int64_t n_buffers, n_children;
  const void** buffers;
  ArrowArray** children;
  ArrowArray* dictionary;
  void (*release)(ArrowArray*);
  void* private_data;
};

// Bytes of a number by the letters that stand for it, small for signed.
struct Letters {
  const char* letters;
  std::size_t width;
};

std::size_t width_of(char letter, std::initializer_list<Letters> all) {
  for (const Letters& some : all) {
    if (std::strchr(some.letters, letter) != nullptr) return some.width;
  }
  return 0;
}

template <class T>
T& inside(const py::handle& capsule, const char* name) {
  void* found = PyCapsule_GetPointer(capsule.ptr(), name);
  if (found == nullptr) throw py::error_already_set();
  return *static_cast<T*>(found);
}

// The first entry without a value, or the number of entries.
std::int64_t first_null(const ArrowArray& array) {
  if (array.null_count == 0 || array.n_buffers < 1 || array.buffers[0] == nullptr) {
    return array.length;
  }
  const auto* const bits = static_cast<const std::uint8_t*>(array.buffers[0]);
  std::int64_t i = 0;
  for (; i < array.length; ++i) {
    const std::int64_t bit = array.offset + i;
    if ((bits[bit / 8] >> (bit % 8) & 1) == 0) break;
  }
  return i;
}

template <class From, class To>
std::span<const To> converted(const char* data, std::size_t count, std::vector<To>& copy,
                              const std::string& name) {
  const std::span<const From> from(reinterpret_cast<const From*>(data), count);
  copy.reserve(count);
  for (const From value : from) {
    if (!std::in_range<To>(value)) {
      throw Failure{{ErrorCode::limit, "row " + std::to_string(copy.size()) + ": " + name + " " +
                                           std::to_string(value) + " is out of range"}};
    }
    copy.push_back(static_cast<To>(value));
  }
  return copy;
}

// What an exported column keeps until its reader is done with it.
struct Exported {
  std::shared_ptr<const std::vector<std::int64_t>> values;
  const void* buffers[2];
};

template <class T>
void destroy(PyObject* capsule) {
  auto* const found = static_cast<T*>(PyCapsule_GetPointer(capsule, PyCapsule_GetName(capsule)));
  if (found->release != nullptr) found->release(found);
  delete found;
}

}  // namespace

void RawColumn::refuse(const std::string& what) const {
  throw py::type_error(name_ + ": " + what +
                       "; wanted is a column of whole numbers: an array of Arrow, or what has the "
                       "buffer protocol, contiguous, of one dimension");
}

RawColumn::RawColumn(py::handle source, const std::string& name, bool days) : name_(name) {
  if (py::hasattr(source, "__arrow_c_array__")) {
    read_arrow(source, days);
  } else {
    read_buffer(source);
  }
  if (count_ == 0) data_ = nullptr;  // some give any address then
  if (reinterpret_cast<std::uintptr_t>(data_) % width_ != 0) refuse("its memory is not aligned");
}

void RawColumn::read_arrow(py::handle source, bool days) {
  const py::tuple capsules = source.attr("__arrow_c_array__")();
  owner_ = capsules;  // their destructors release what they hold
  const auto& schema = inside<ArrowSchema>(capsules[0], "arrow_schema");
  const auto& array = inside<ArrowArray>(capsules[1], "arrow_array");
  const std::string format = schema.format;
  if (format == "e" || format == "f" || format == "g") refuse("floats are not exact");
  const bool date = days && format == "tdD";
  width_ = date ? 4
                : width_of(format.size() == 1 ? format[0] : 'x',
                           {{"cC", 1}, {"sS", 2}, {"iI", 4}, {"lL", 8}});
  if (width_ == 0 || schema.dictionary != nullptr || array.n_buffers != 2) {
    refuse("a column of Arrow of format " + format);
  }
  is_signed_ = date || (format[0] >= 'a' && format[0] <= 'z');
  const std::int64_t null = first_null(array);
  if (null < array.length) {
    throw Failure{{ErrorCode::invalid, "row " + std::to_string(null) + ": " + name_ + " is null"}};
  }
  count_ = static_cast<std::size_t>(array.length);
  if (count_ > 0) {
    data_ = static_cast<const char*>(array.buffers[1]) +
            static_cast<std::size_t>(array.offset) * width_;
  }
}

void RawColumn::read_buffer(py::handle source) {
  const auto type = py::str(py::type::handle_of(source).attr("__name__")).cast<std::string>();
  auto view = std::make_unique<Py_buffer>();
  if (PyObject_GetBuffer(source.ptr(), view.get(), PyBUF_ND | PyBUF_FORMAT) != 0) {
    PyErr_Clear();
    refuse("this " + type + " gives none");
  }
  buffer_ = {view.release(), [](Py_buffer* held) {
               PyBuffer_Release(held);
               delete held;
             }};
  if (buffer_->ndim != 1)
    refuse("a " + type + " of " + std::to_string(buffer_->ndim) + " dimensions");
  std::string format = buffer_->format == nullptr ? "B" : buffer_->format;
  // '<' is the order of every machine that the library is built for; '>' is refused below.
  if (format.size() == 2 && std::strchr("@=<", format[0]) != nullptr) format.erase(0, 1);
  if (format.size() == 1 && std::strchr("efdg", format[0]) != nullptr) {
    refuse("floats are not exact");
  }
  const std::size_t known =
      width_of(format.size() == 1 ? format[0] : 'x',
               {{"bBhHiIlLqQnN", static_cast<std::size_t>(buffer_->itemsize)}});
  if (known == 0) refuse("a " + type + " of format " + format);
  width_ = known;
  is_signed_ = format[0] >= 'a' && format[0] <= 'z';
  count_ = static_cast<std::size_t>(buffer_->shape[0]);
  data_ = static_cast<const char*>(buffer_->buf);
}

template <class T>
std::span<const T> RawColumn::as(std::vector<T>& copy) const {
  if (width_ == sizeof(T) && is_signed_ == std::numeric_limits<T>::is_signed) {
    return {reinterpret_cast<const T*>(data_), count_};
  }
  switch (width_) {
    case 1:
      return is_signed_ ? converted<std::int8_t>(data_, count_, copy, name_)
                        : converted<std::uint8_t>(data_, count_, copy, name_);
    case 2:
      return is_signed_ ? converted<std::int16_t>(data_, count_, copy, name_)
                        : converted<std::uint16_t>(data_, count_, copy, name_);
    case 4:
      return is_signed_ ? converted<std::int32_t>(data_, count_, copy, name_)
                        : converted<std::uint32_t>(data_, count_, copy, name_);
    default:
      return is_signed_ ? converted<std::int64_t>(data_, count_, copy, name_)
                        : converted<std::uint64_t>(data_, count_, copy, name_);
  }
}

template std::span<const std::uint8_t> RawColumn::as(std::vector<std::uint8_t>&) const;
template std::span<const std::int32_t> RawColumn::as(std::vector<std::int32_t>&) const;
template std::span<const std::int64_t> RawColumn::as(std::vector<std::int64_t>&) const;

py::tuple arrow_of(const Int64Column& column) {
  auto schema = std::make_unique<ArrowSchema>();
  *schema = {"l", "", nullptr, 0, 0, nullptr, nullptr, nullptr, nullptr};
  schema->release = [](ArrowSchema* self) { self->release = nullptr; };
  py::capsule schema_capsule(schema.get(), "arrow_schema", &destroy<ArrowSchema>);
  static_cast<void>(schema.release());
  auto kept = std::make_unique<Exported>();
  *kept = {column.values, {nullptr, column.values->data()}};
  auto array = std::make_unique<ArrowArray>();
  *array = {};
  array->length = static_cast<std::int64_t>(column.values->size());
  array->n_buffers = 2;
  array->buffers = kept->buffers;
  array->private_data = kept.release();
  array->release = [](ArrowArray* self) {
    delete static_cast<Exported*>(self->private_data);
    self->release = nullptr;
  };
  py::capsule array_capsule(array.get(), "arrow_array", &destroy<ArrowArray>);
  static_cast<void>(array.release());
  return py::make_tuple(schema_capsule, array_capsule);
}

}  // namespace arrears::python
