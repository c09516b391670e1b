// One attempt to send one message: written before the channel is called, and its outcome after.
#ifndef ARREARS_SRC_ENGINE_ATTEMPT_HPP
#define ARREARS_SRC_ENGINE_ATTEMPT_HPP

#include <engine/commands.hpp>
#include <engine/render.hpp>

namespace arrears::engine {

struct Attempt {
  Sending sending;  // as the `attempting` entry has it
  Message message;
  std::optional<SendResult> result;
};

// Renders and writes the `attempting` entry.
Result<Attempt> begin_attempt(Desk& desk, const PersonId& person, std::vector<Carried> carried);
// What becomes of an attempt that a crash left open: on a keyed channel the same bytes go out
// again; otherwise it is uncertain and follows the message's own rule.
Result<std::optional<Attempt>> resume_attempt(Desk& desk, const PersonId& person,
                                              const Sending& sending, DispatchReport& report);
// Calls the channels outside every transaction: one message at a time per channel, channels beside
// each other when there are workers.
void call_channels(Shell& shell, std::vector<Attempt>& attempts);
Result<Unit> record_outcome(Desk& desk, const Attempt& attempt, DispatchReport& report);

// A step in the life of a contact, what the plan says to it, and what time says after it.
Result<Unit> progress_and_time(Desk& desk, Held& held, const ContactProgress& step);

}  // namespace arrears::engine

#endif
