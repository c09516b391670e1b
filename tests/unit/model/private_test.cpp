#include <doctest/doctest.h>

#include <arrears/model/journal.hpp>
#include <testing/generate.hpp>

using namespace arrears;

namespace {

std::string keys(Fact fact) {
  std::string out;
  for (const PrivateField& field : take_private(fact)) {
    out += field.person.value + ":" + field.key + "=" + field.text + " ";
  }
  return out;
}

Fact fact_of(FactBody body) { return {{"k"}, Date{}, std::move(body)}; }

}  // namespace

TEST_CASE("the private members of each fact, and whose they are") {
  PersonStated person;
  person.person = {"P"};
  person.details = {"n", "e", "p", "a", "i"};
  CHECK(keys(fact_of(person)) == "P:name=n P:email=e P:phone=p P:address=a P:identifier=i ");
  PaymentReceived payment;
  payment.payer = "x";
  payment.message = "y";
  CHECK(keys(fact_of(payment)) == ":payer=x :message=y ");
  DisputeRaised dispute;
  dispute.reason = "r";
  dispute.evidence = "e";
  CHECK(keys(fact_of(dispute)) == ":reason=r :evidence=e ");
  DisputeResolved resolved;
  resolved.note = "n";
  CHECK(keys(fact_of(resolved)) == ":note=n ");
  CallHeld call;
  call.person = {"P"};
  call.note = "n";
  CHECK(keys(fact_of(call)) == "P:note=n ");
  TaskDone task;
  task.note = "n";
  CHECK(keys(fact_of(task)) == ":note=n ");
  StepConfirmed confirmed;
  confirmed.why = "w";
  CHECK(keys(fact_of(confirmed)) == ":why=w ");
  NoteMade note;
  note.text = "t";
  CHECK(keys(fact_of(note)) == ":text=t ");
}

TEST_CASE("an empty private member is no field") {
  PersonStated person;
  person.person = {"P"};
  person.details.email = "e";
  CHECK(keys(fact_of(person)) == "P:email=e ");
}

TEST_CASE("after taking nothing private is left, and taking again gives nothing") {
  testing::Generator generator(1);
  for (int i = 0; i < 500; ++i) {
    Fact fact = generator.make<Fact>();
    const Fact before = fact;
    const std::vector<PrivateField> taken = take_private(fact);
    CHECK(take_private(fact).empty());
    CHECK((fact == before) == taken.empty());
    CHECK(public_hash(before) == blake2b(encode(fact)));
  }
}
