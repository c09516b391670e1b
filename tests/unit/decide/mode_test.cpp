// Steps that wait for a person: for consent, or to be done by hand.
#include "book.hpp"

using namespace arrears;

namespace {

const Date first{2026, 9, 1};

Step asking(Step step, StepMode mode = StepMode::confirm) {
  step.mode = mode;
  step.asked_for = "the step";
  return step;
}
Step by_hand(Step step) { return asking(std::move(step), StepMode::manual); }

void answer(World& w, bool accepted) { w.fact(StepConfirmed{{"C-1"}, {}, accepted, "Jana", {}}); }

AskedStep::Status asked(const World& w) {
  REQUIRE(w.value.asked.size() == 1);
  return w.value.asked.front().status;
}
using Status = AskedStep::Status;

}  // namespace

TEST_CASE("a step to confirm is taken when somebody consents, and by whom is kept") {
  Small b;
  b.line("first", Book::after(days(3))).steps = {asking(b.go("second")), Book::task("now")};
  World w = b.world();
  w.until(Date{2026, 9, 20});
  CHECK(w.state() == "first");
  CHECK(w.has_task("now"));  // the other steps of the line do not wait
  CHECK(asked(w) == Status::waiting);
  CHECK(w.value.asked.front().asked_on == Date{2026, 9, 4});
  answer(w, true);
  CHECK(w.state() == "second");
  CHECK(asked(w) == Status::taken);
  CHECK(w.value.asked.front().by == "Jana");
}

TEST_CASE("a step that was refused is never taken; a line may answer the refusal") {
  Small b;
  b.line("first", Book::entry()).steps = {asking(b.go("second"))};
  b.line("first", Book::on(CoreEvent::step_refused)).steps = {Book::task("try again")};
  World w = b.world();
  answer(w, false);
  CHECK(w.has_task("try again"));
  answer(w, true);  // there is nothing to consent to any more
  w.until(Date{2026, 10, 1});
  CHECK(w.state() == "first");
  CHECK(asked(w) == Status::refused);
}

TEST_CASE("what was confirmed is asked whether it is still wanted") {
  Small b;
  b.line("first", Book::entry(), b.debt(Op::greater_equal, 500'000)).steps = {
      asking(b.go("second"))};
  World w = b.world();
  w.pay(600'000);
  CHECK(asked(w) == Status::waiting);
  answer(w, true);
  CHECK(w.state() == "first");
  CHECK(asked(w) == Status::dropped);
}

TEST_CASE(
    "what was confirmed waits for a hold to end, and the hold does not keep it from being asked") {
  Small b;
  Step hand = Book::task("");
  hand.action = ActionKind::hand_over;
  hand.recipient = "lawyer";
  b.line("first", Book::after(days(1))).steps = {asking(hand)};
  b.at("first").clock_runs = true;
  World w = b.world();
  HoldStated hold;
  hold.case_id = {"C-1"};
  hold.kinds = static_cast<std::uint8_t>(HoldKinds::enforcement);
  hold.until = Date{2026, 9, 10};
  w.fact(hold);
  w.until(Date{2026, 9, 3});
  REQUIRE(asked(w) == Status::waiting);
  answer(w, true);
  CHECK(asked(w) == Status::accepted);
  w.until(Date{2026, 9, 10});
  CHECK(w.value.handed_to.empty());
  w.until(Date{2026, 9, 11});
  CHECK(w.value.handed_to == "lawyer");
  CHECK(asked(w) == Status::taken);
}

TEST_CASE("leaving the state drops what waits, and the task that stands beside it") {
  Small b;
  b.line("first", Book::entry()).steps = {by_hand(b.send("letter", "please"))};
  b.line("first", Book::on(CoreEvent::note)).steps = {b.go("second")};
  World w = b.world();
  REQUIRE(w.value.tasks.size() == 1);
  w.fact(NoteMade{{"C-1"}, {}});
  CHECK(asked(w) == Status::dropped);
  CHECK(w.value.tasks.front().done_on.has_value());
  w.fact(TaskDone{{"C-1"}, "the step", {}, {}});
  CHECK_FALSE(w.ordered("letter", "please"));
}

TEST_CASE("a step by hand is a task: done, the step is taken; refused, the task is over") {
  for (const bool done : {true, false}) {
    CAPTURE(done);
    Small b;
    b.line("first", Book::entry()).steps = {by_hand(b.send("letter", "please"))};
    World w = b.world();
    REQUIRE(w.has_task("the step"));
    CHECK_FALSE(w.ordered("letter", "please"));
    if (done) {
      w.fact(TaskDone{{"C-1"}, "the step", {}, {}});
    } else {
      answer(w, false);
    }
    CHECK(w.ordered("letter", "please") == done);
    CHECK(asked(w) == (done ? Status::taken : Status::refused));
    CHECK(w.value.tasks.front().done_on == first);
  }
}

TEST_CASE("while a step waits for its answer it is not asked for again") {
  Small b;
  b.line("first", Book::on(CoreEvent::note)).steps = {asking(Book::task("done"))};
  World w = b.world();
  w.fact(NoteMade{{"C-1"}, {}});
  w.fact(NoteMade{{"C-1"}, {}});
  CHECK(w.value.asked.size() == 1);
  answer(w, true);
  w.fact(NoteMade{{"C-1"}, {}});
  CHECK(w.value.asked.size() == 2);
}

TEST_CASE("a line that repeats goes on counting while its step waits, and asks once at a time") {
  Small b;
  Head every = Book::after(days(5));
  every.repeats = true;
  b.line("first", every).steps = {asking(Book::task("done"))};
  World w = b.world();
  w.until(Date{2026, 9, 8});
  CHECK(w.value.asked.size() == 1);
  answer(w, true);
  w.until(Date{2026, 9, 11});
  CHECK(w.value.asked.size() == 2);  // the 6th and the 11th
  w.until(Date{2026, 9, 30});
  CHECK(w.value.asked.size() == 2);
}

TEST_CASE("confirmed during an excursion, a step is taken once the case is back") {
  Small b;
  b.line("first", Book::entry()).steps = {asking(Book::task("done"))};
  b.line("first", Book::on(CoreEvent::promise)).steps = {b.go("aside")};
  b.line("aside", Book::on(CoreEvent::note)).steps = {Book::back()};
  World w = b.world();
  w.promise(1'000, Date{2026, 12, 1});
  REQUIRE(w.state() == "aside");
  answer(w, true);
  CHECK_FALSE(w.has_task("done"));
  w.fact(NoteMade{{"C-1"}, {}});
  CHECK(w.state() == "first");
  CHECK(w.has_task("done"));
}

TEST_CASE("a step in so many days is asked for then") {
  Small b;
  Step step = asking(b.go("second"));
  step.delay = DurationChoice{days(4), no_expr};
  b.line("first", Book::entry()).steps = {step};
  World w = b.world();
  w.until(Date{2026, 9, 4});
  CHECK(w.value.asked.empty());
  w.until(Date{2026, 9, 5});
  CHECK(asked(w) == Status::waiting);
}

TEST_CASE("everywhere: a question outlives the state and ends with the case") {
  for (const bool close : {true, false}) {
    CAPTURE(close);
    Small b;
    b.line("", Book::on(CoreEvent::note)).steps = {asking(b.send("sms", "news"))};
    b.line("first", Book::on(CoreEvent::dispute)).steps = {b.go(close ? "last" : "second")};
    b.at("last").final = true;
    World w = b.world();
    w.fact(NoteMade{{"C-1"}, {}});
    DisputeRaised dispute;
    dispute.case_id = {"C-1"};
    dispute.sum = Money{1, koruna};
    w.fact(dispute);
    CHECK(asked(w) == (close ? Status::dropped : Status::waiting));
  }
}
