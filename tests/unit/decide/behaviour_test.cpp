// What single constructs mean, one case each.
#include "book.hpp"

using namespace arrears;

namespace {

Date on(int month, int day) { return Date{2026, month, day}; }

int tasks(const World& w, const std::string& text) {
  int out = 0;
  for (const Task& task : w.value.tasks) out += task.text == text ? 1 : 0;
  return out;
}

const Contact& contact(const World& w, const std::string& message) {
  for (const Contact& c : w.value.contacts) {
    if (c.message == message) return c;
  }
  FAIL("no contact " << message);
  return w.value.contacts.front();
}

}  // namespace

TEST_CASE("states that chase each other are a defect, and the case stays where it was") {
  Small b;
  b.line("first", Book::on(CoreEvent::note)).steps = {b.go("second")};
  b.line("second", Book::entry()).steps = {b.go("third")};
  b.line("third", Book::entry()).steps = {b.go("second")};
  World w = b.world();
  w.fact(NoteMade{{"C-1"}, {}});
  CHECK(w.state() == "first");
  CHECK(w.value.set_aside == "more than 16 states at once");
  CHECK_FALSE(next_change(w.rules(), w.view()).on);
}

TEST_CASE("at most eight excursions lie inside each other") {
  Small b;
  for (int i = 0; i < 10; ++i) {
    const std::string name = "x" + std::to_string(i);
    b.line(name, Book::on(CoreEvent::dispute)).steps = {Book::back()};
    b.line(name, Book::on(CoreEvent::note)).steps = {b.go("x" + std::to_string(i + 1))};
  }
  b.line("first", Book::on(CoreEvent::note)).steps = {b.go("x0")};
  World w = b.world();
  for (int i = 0; i < 8; ++i) w.fact(NoteMade{{"C-1"}, {}});
  CHECK(w.state() == "x7");
  CHECK(w.value.stack.size() == 9);
  w.fact(NoteMade{{"C-1"}, {}});
  CHECK(w.state() == "x7");
  CHECK(w.value.set_aside == "more than 8 excursions inside each other");
}

TEST_CASE("whenever fires when it becomes true, and again only after it was false") {
  Small b;
  b.line("first", Book::whenever(b.debt(Op::less, 500'000))).steps = {Book::task("small")};
  World w = b.world();
  w.pay(600'000);
  CHECK(tasks(w, "small") == 1);
  w.pay(1'000);
  CHECK(tasks(w, "small") == 1);
  PaymentReversed back;
  back.payment = {"f1"};
  w.fact(back);
  w.pay(700'000);
  CHECK(tasks(w, "small") == 2);
}

TEST_CASE("the first line that matches runs, the state's before everywhere's") {
  Small b;
  b.line("", Book::on(CoreEvent::note)).steps = {Book::task("everywhere")};
  b.line("first", Book::on(CoreEvent::note), b.debt(Op::less, 1)).steps = {Book::task("no")};
  b.line("first", Book::on(CoreEvent::note)).steps = {Book::task("state")};
  b.line("first", Book::on(CoreEvent::note)).steps = {Book::task("too late")};
  World w = b.world();
  w.fact(NoteMade{{"C-1"}, {}});
  REQUIRE(w.value.tasks.size() == 1);
  CHECK(w.value.tasks.front().text == "state");
}

TEST_CASE("a contact hold keeps a timed message back until it ends, and drops what is unwanted") {
  Small b;
  b.line("first", Book::entry()).steps = {Book::hold(HoldKinds::contact)};
  b.at("first").triggers.front().steps.front().hold_for = days(10);
  b.at("first").clock_runs = true;
  b.line("first", Book::after(days(3))).steps = {b.send("sms", "kept back")};
  b.line("first", Book::on(CoreEvent::note), b.debt(Op::greater, 500'000)).steps = {
      b.send("sms", "unwanted")};
  World w = b.world();
  w.fact(NoteMade{{"C-1"}, {}});
  w.until(on(9, 5));
  w.pay(600'000);
  w.until(on(9, 11));
  CHECK(w.value.contacts.empty());
  w.until(on(9, 12));
  CHECK(w.ordered("sms", "kept back"));
  CHECK_FALSE(w.ordered("sms", "unwanted"));
}

TEST_CASE("holds stop the state's clock, unless it runs") {
  for (const bool runs : {false, true}) {
    Small b;
    b.at("first").clock_runs = runs;
    b.line("first", Book::after(days(10))).steps = {Book::task("due")};
    World w = b.world();
    w.until(on(9, 4));
    HoldStated hold;
    hold.kinds = static_cast<std::uint8_t>(HoldKinds::enforcement);
    hold.until = on(9, 8);  // stands still after the 4th, goes on after the 9th
    w.fact(hold);
    w.until(runs ? on(9, 10) : on(9, 15));
    CHECK(tasks(w, "due") == 0);
    w.until(runs ? on(9, 11) : on(9, 16));
    CHECK(tasks(w, "due") == 1);
  }
}

TEST_CASE("leaving a state expires its orders; an expiry of their own replaces that") {
  Small b;
  Step keeps = b.send("sms", "keeps");
  keeps.expires_after = days(5);
  b.line("first", Book::entry()).steps = {b.send("sms", "goes"), keeps};
  b.line("first", Book::on(CoreEvent::note)).steps = {b.go("second"), b.send("sms", "with move")};
  Head not_sent;
  not_sent.what = Head::What::on_not_sent;
  not_sent.message = b.message("keeps");
  b.line("second", not_sent).steps = {Book::task("never went")};
  World w = [&] {
    World out(b.done(), testing::bundled_law());
    out.sends = false;
    out.begin(on(9, 1), {invoice("FV-1", 1'000'000, on(9, 1))});
    return out;
  }();
  w.fact(NoteMade{{"C-1"}, {}});
  CHECK(w.state() == "second");
  CHECK(contact(w, "goes").status == ContactStatus::expired);
  CHECK(contact(w, "keeps").status == ContactStatus::ordered);
  CHECK(contact(w, "with move").status == ContactStatus::ordered);
  CHECK(still_wanted(w.rules(), w.view(), contact(w, "keeps")).answer == Wanted::Answer::yes);
  w.until(on(9, 6));
  CHECK(contact(w, "keeps").status == ContactStatus::ordered);
  w.until(on(9, 7));
  CHECK(contact(w, "keeps").status == ContactStatus::expired);
  CHECK(tasks(w, "never went") == 1);
}

TEST_CASE("orders of a suspended state wait, and go when it is back") {
  Small b;
  b.line("first", Book::entry()).steps = {b.send("sms", "hello", MessageKind::reminder)};
  b.line("first", Book::on(CoreEvent::note)).steps = {b.go("aside")};
  b.line("aside", Book::on(CoreEvent::note)).steps = {Book::back()};
  World w(b.done(), testing::bundled_law());
  w.sends = false;
  w.begin(on(9, 1), {invoice("FV-1", 1'000'000, on(9, 1))});
  w.fact(NoteMade{{"C-1"}, {}});
  CHECK(still_wanted(w.rules(), w.view(), contact(w, "hello")).answer == Wanted::Answer::wait);
  w.fact(NoteMade{{"C-1"}, {}});
  const Wanted wanted = still_wanted(w.rules(), w.view(), contact(w, "hello"));
  CHECK(wanted.answer == Wanted::Answer::yes);
  CHECK(wanted.claims == std::vector<ClaimId>{{"FV-1"}});
  w.pay(1'000'000);
  CHECK(still_wanted(w.rules(), w.view(), contact(w, "hello")).answer == Wanted::Answer::no);
}

TEST_CASE("on day N looks on that day only; before a date never from the date on") {
  Small b;
  Head third = Book::after({});
  third.what = Head::What::on_day;
  third.day_number = 3;
  b.line("first", third, b.debt(Op::less, 500'000)).steps = {Book::task("third day")};
  Head before = Book::after(days(5));
  before.what = Head::What::before_date;
  before.date = b.field(CoreField::promise_due, Kind::date);
  b.line("first", before, b.debt(Op::less, 500'000)).steps = {Book::task("near")};
  World w = b.world();
  w.promise(1'000'000, on(9, 10));
  w.until(on(9, 5));
  w.pay(600'000);
  CHECK(tasks(w, "third day") == 0);
  CHECK(tasks(w, "near") == 1);
  World late = b.world();
  late.promise(1'000'000, on(9, 10));
  late.until(on(9, 10));
  late.pay(600'000);
  CHECK(tasks(late, "near") == 0);
}

TEST_CASE("a hand-over waits for payments complete, in a closed case too") {
  Small b;
  b.plan().needs_payments_through = b.today_minus(2);
  Step hand;
  hand.action = ActionKind::hand_over;
  hand.recipient = "lawyer";
  b.line("first", Book::after(days(1))).steps = {b.go("over", "lawsuit")};
  b.line("over", Book::entry()).steps = {hand};
  b.at("over").final = true;
  World w = b.world();
  w.until(on(9, 2));
  CHECK(w.value.closed);
  CHECK(w.value.handed_to.empty());
  const NextChange next = next_change(w.rules(), w.view());
  CHECK(next.payments_through == on(8, 31));
  w.payments_complete(on(8, 31));
  CHECK(w.value.handed_to == "lawyer");
}

TEST_CASE("a decision that rested on a debt that was not so is regretted, once") {
  Small b;
  b.line("first", Book::after(days(5)), b.debt(Op::greater_equal, 900'000)).steps = {
      b.go("second")};
  World w = b.world();
  w.until(on(9, 7));
  CHECK(w.state() == "second");
  w.pay(800'000, on(9, 3));
  CHECK(w.state() == "second");
  CHECK(tasks(w, "revised debt") == 1);
  w.pay(100'000, on(9, 3));
  CHECK(tasks(w, "revised debt") == 1);
}

TEST_CASE("no look of a case without its plan, and none before its beginning") {
  Small b;
  const Rulebook rules = b.done();
  const LawPacks law = testing::bundled_law();
  const testing::CaseBuilder builder("another");
  const Case stranger = builder.opened(on(9, 1));
  const Fact opened = builder.opening_fact(on(9, 1));
  const View view = look(stranger, law, on(9, 1));
  CHECK(decide(rules, view, testing::opening(on(9, 1))).empty());
  CHECK(decide(rules, view, opened, testing::opening(on(9, 1))).empty());
  CHECK_FALSE(next_change(rules, view).on);
  const Case waiting = testing::CaseBuilder("p").opened(on(9, 1));
  CHECK(decide(rules, look(waiting, law, on(9, 9)), testing::opening(on(9, 9))).empty());
}

TEST_CASE("a payment taken back in a closed case went unnoticed") {
  Small b;
  b.line("", Book::whenever(b.debt(Op::less_equal, 0))).steps = {b.go("paid")};
  b.at("paid").final = true;
  World w = b.world();
  w.pay(400'000);
  w.pay(700'000);
  REQUIRE(w.value.closed);
  PaymentReversed back;
  back.payment = {"f1"};
  w.fact(back, on(9, 1));
  CHECK(w.value.closed);
  CHECK(w.debt() == 300'000);
  CHECK(tasks(w, "revised debt") == 1);
}
