// How the engine reaches a channel that is written in Python.
#ifndef ARREARS_BINDINGS_CHANNELS_HPP
#define ARREARS_BINDINGS_CHANNELS_HPP

#include <pybind11/pybind11.h>

#include <arrears/spi/channel.hpp>

namespace arrears::python {

namespace py = pybind11;

// Forwards to a Python object with `id`, `capabilities` and `send(message)`. The first two are read
// once, with the lock of the interpreter held; each send() takes it once.
class PythonChannel final : public Channel {
 public:
  explicit PythonChannel(py::object target);
  ~PythonChannel() override;
  PythonChannel(const PythonChannel&) = delete;
  PythonChannel& operator=(const PythonChannel&) = delete;
  std::string_view id() const override { return id_; }
  Capabilities capabilities() const override { return capabilities_; }
  SendResult send(const Message& message) override;

 private:
  py::object target_;
  std::string id_;
  Capabilities capabilities_;
};

// The C++ channel behind an object of this module; null for one written in Python.
Channel* native_channel(py::handle object);

}  // namespace arrears::python

#endif
