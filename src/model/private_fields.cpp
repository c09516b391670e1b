#include <arrears/model/journal.hpp>

namespace arrears {

namespace {

// Collects what stands in a private member and empties the member.
class Taker {
 public:
  void take(const PersonId& person, std::string_view key, std::string& member) {
    if (member.empty()) return;
    taken_.push_back({person, std::string(key), std::move(member)});
    member.clear();
  }
  // The members marked "private" in model/fact.hpp; whose they are where the fact says so.
  void operator()(PersonStated& fact) {
    take(fact.person, "name", fact.details.name);
    take(fact.person, "email", fact.details.email);
    take(fact.person, "phone", fact.details.phone);
    take(fact.person, "address", fact.details.address);
    take(fact.person, "identifier", fact.details.identifier);
  }
  void operator()(PaymentReceived& fact) {
    take({}, "payer", fact.payer);
    take({}, "message", fact.message);
  }
  void operator()(DisputeRaised& fact) {
    take({}, "reason", fact.reason);
    take({}, "evidence", fact.evidence);
  }
  void operator()(DisputeResolved& fact) { take({}, "note", fact.note); }
  void operator()(CallHeld& fact) { take(fact.person, "note", fact.note); }
  void operator()(TaskDone& fact) { take({}, "note", fact.note); }
  void operator()(StepConfirmed& fact) { take({}, "why", fact.why); }
  void operator()(NoteMade& fact) { take({}, "text", fact.text); }
  template <class T>
  void operator()(T&) {}

  std::vector<PrivateField> taken() { return std::move(taken_); }

 private:
  std::vector<PrivateField> taken_;
};

}  // namespace

std::vector<PrivateField> take_private(Fact& fact) {
  Taker taker;
  std::visit(taker, fact.what);
  return taker.taken();
}

}  // namespace arrears
