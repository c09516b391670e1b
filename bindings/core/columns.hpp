// Columns of whole numbers that cross between Python and C++ without being copied: in through the
// buffer protocol or the C data interface of Arrow, out through both.
#ifndef ARREARS_BINDINGS_COLUMNS_HPP
#define ARREARS_BINDINGS_COLUMNS_HPP

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "casters.hpp"

namespace arrears::python {

// A column that Python handed in, as it lies in memory. Keeps what owns the memory; made and
// destroyed with the GIL.
class RawColumn {
 public:
  // Throws type_error for what is no column of whole numbers, first of all for floats, and Failure
  // for a null. `days`: dates of Arrow are days too.
  RawColumn(py::handle source, const std::string& name, bool days);

  // As numbers of this type: where they lie, or a copy. Throws Failure for one that does not fit.
  template <class T>
  std::span<const T> as(std::vector<T>& copy) const;

 private:
  void read_arrow(py::handle source, bool days);
  void read_buffer(py::handle source);
  [[noreturn]] void refuse(const std::string& what) const;

  std::string name_;
  py::object owner_;  // the capsules of Arrow
  std::shared_ptr<Py_buffer> buffer_;
  const char* data_ = nullptr;
  std::size_t count_ = 0, width_ = 0;
  bool is_signed_ = true;
};

// A column on its way out.
struct Int64Column {
  std::shared_ptr<const std::vector<std::int64_t>> values;
};

// Capsules of the C data interface: (schema, array).
py::tuple arrow_of(const Int64Column& column);

}  // namespace arrears::python

#endif
