// The extension module arrears._core.
#include <arrears/version.hpp>

#include "record.hpp"

namespace arrears::python {

namespace {

// Each ErrorCode is an exception of its own, in the order of the enumeration; all derive from
// arrears.Error (bindings/python/arrears/_errors.py).
constexpr const char* exceptions[] = {"Invalid", "NotFound",   "AlreadyExists", "Conflict",
                                      "Refused", "Locked",     "WrongFormat",   "Corrupt",
                                      "IoError", "LimitError", "HostError"};

void raise(const Error& error) {
  const auto index = static_cast<std::size_t>(error.code);
  const py::object type = py::module_::import("arrears._errors").attr(exceptions[index]);
  py::object exception = type(error.message);
  exception.attr("retryable") = error.retryable;
  PyErr_SetObject(type.ptr(), exception.ptr());
}

}  // namespace

}  // namespace arrears::python

PYBIND11_MODULE(_core, module) {
  using namespace arrears::python;
  module.doc() = "The compiled part of arrears; use the package.";
  module.attr("__version__") = arrears::version;
  pybind11::register_exception_translator([](std::exception_ptr pointer) {
    try {
      if (pointer) std::rethrow_exception(pointer);
    } catch (const Failure& failure) {
      raise(failure.error);
    }
  });
  bind_values(module);
  bind_mandates(module);
  bind_facts(module);
  bind_rules(module);
  bind_channels(module);
  bind_portfolio(module);
  bind_interest(module);
  bind_ledger(module);
  bind_engine(module);
}
