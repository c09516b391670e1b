// A message as it goes out: from the template of the rulebook, or plainly without one.
#ifndef ARREARS_SRC_ENGINE_RENDER_HPP
#define ARREARS_SRC_ENGINE_RENDER_HPP

#include <engine/desk.hpp>

namespace arrears::engine {

// One order that a message carries.
struct Carried {
  Held* held = nullptr;
  OrderKey order;
  std::vector<ClaimId> claims;  // what it may ask for
};

// What is known of the addressee, from private rows; the latest of each key.
struct Addressee {
  std::string name, email, phone, address, identifier;
  std::string language;
};
Result<Addressee> addressee(Desk& desk, const PersonId& person);

// The contact point that fits a channel by its name: mail goes to addresses, SMS to phones.
std::string recipient_for(std::string_view channel, const Addressee& who);

// Fills in recipient, language, subject, body and attachments of a message whose keys are set.
Result<Unit> render_message(Desk& desk, const std::vector<Carried>& carried, Message& message);

// The exact bytes are the evidence and are kept as a private row.
std::string message_bytes(const Message& message);
Result<Message> message_from_bytes(ByteView bytes);

}  // namespace arrears::engine

#endif
