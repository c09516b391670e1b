// Messages and channels. A channel written in Python is called through PythonChannel.
#include "channels.hpp"

#include <arrears/channel/recording.hpp>
#include <arrears/channel/spool.hpp>

#include "record.hpp"

namespace arrears::python {

PythonChannel::PythonChannel(py::object target)
    : target_(std::move(target)),
      id_(target_.attr("id").cast<std::string>()),
      capabilities_(target_.attr("capabilities").cast<Capabilities>()) {}

PythonChannel::~PythonChannel() {
  py::gil_scoped_acquire gil;
  target_.release().dec_ref();
}

namespace {

// What went wrong, without the exception's own words: they may hold personal data.
std::string place_of(const py::error_already_set& error) {
  std::string out = py::str(error.type().attr("__name__")).cast<std::string>();
  if (!error.trace()) return out;
  const auto frames = py::module_::import("traceback").attr("extract_tb")(error.trace());
  const auto last = py::list(frames)[py::len(frames) - 1];
  const auto file = py::module_::import("os.path").attr("basename")(last.attr("filename"));
  return out + " at " + file.cast<std::string>() + ":" +
         py::str(last.attr("lineno")).cast<std::string>();
}

}  // namespace

SendResult PythonChannel::send(const Message& message) {
  py::gil_scoped_acquire gil;
  std::string what;
  try {
    return target_.attr("send")(message).cast<SendResult>();
  } catch (const py::error_already_set& error) {
    what = place_of(error);
  } catch (const py::cast_error&) {
    what = "send() did not return a SendResult";
  }
  // The engine turns what a channel throws into a retry. The Python exception itself must not
  // outlive the lock that is held here.
  throw std::runtime_error("channel " + id_ + ": " + what);
}

namespace {

void bind_message(py::module_& module) {
  Record<Message>(module, "Message")
      .field("key", &Message::key)
      .field("channel", &Message::channel)
      .field("template_name", &Message::template_name)
      .field("kind", &Message::kind)
      .field("person", &Message::person)
      .field("cases", &Message::cases)
      .field("orders", &Message::orders)
      .secret("recipient", &Message::recipient)
      .secret("recipient_name", &Message::recipient_name)
      .field("language", &Message::language)
      .field("subject", &Message::subject)
      .secret("body", &Message::body)
      .field("attachments", &Message::attachments)
      .field("day", &Message::day)
      .field("instant", &Message::instant)
      .frozen();
}

void bind_result(py::module_& module) {
  py::class_<SendResult>(module, "SendResult")
      .def_static("accepted", &SendResult::accepted, py::arg("provider_id"))
      .def_static("retry_after", &SendResult::retry_after, py::arg("delay"),
                  py::arg("reason") = std::string())
      .def_static("rejected", &SendResult::rejected, py::arg("reason"))
      .def_property_readonly("status",
                             [](const SendResult& self) {
                               switch (self.status()) {
                                 case SendResult::Status::accepted: return "accepted";
                                 case SendResult::Status::retry: return "retry";
                                 case SendResult::Status::rejected: break;
                               }
                               return "rejected";
                             })
      .def_property_readonly("text", &SendResult::text)
      .def_property_readonly("delay", &SendResult::delay)
      .def("__repr__", [](const py::object& self) {
        return "<SendResult " + self.attr("status").cast<std::string>() + ">";
      });
  Record<Capabilities>(module, "Capabilities")
      .field("keyed", &Capabilities::keyed)
      .field("receipts", &Capabilities::receipts)
      .field("two_way", &Capabilities::two_way)
      .field("length_max", &Capabilities::length_max)
      .made_by_host();
}

}  // namespace

void bind_channels(py::module_& module) {
  bind_message(module);
  bind_result(module);
  py::class_<SpoolChannel>(module, "SpoolChannel")
      .def(py::init([](std::string id, const py::object& directory, Receipt receipts) {
             auto text = py::module_::import("os").attr("fspath")(directory).cast<std::string>();
             return std::make_unique<SpoolChannel>(std::move(id), std::move(text), receipts);
           }),
           py::arg("id"), py::arg("directory"), py::kw_only(),
           py::arg("receipts") = py::frozenset(py::set()))
      .def_property_readonly("id", [](const SpoolChannel& self) { return std::string(self.id()); })
      .def_property_readonly("capabilities", &SpoolChannel::capabilities);
  py::class_<RecordingChannel>(module, "RecordingChannel")
      .def(py::init<std::string, Capabilities>(), py::arg("id"),
           py::arg("capabilities") = Capabilities{.keyed = true})
      .def_property_readonly("id",
                             [](const RecordingChannel& self) { return std::string(self.id()); })
      .def_property_readonly("capabilities", &RecordingChannel::capabilities)
      .def_property_readonly("sent", [](const RecordingChannel& self) { return self.sent(); })
      .def_readwrite("answers", &RecordingChannel::answers);
}

Channel* native_channel(py::handle object) {
  if (py::isinstance<SpoolChannel>(object)) return &object.cast<SpoolChannel&>();
  if (py::isinstance<RecordingChannel>(object)) return &object.cast<RecordingChannel&>();
  return nullptr;
}

}  // namespace arrears::python
