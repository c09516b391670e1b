// Lines that repeat: when they open again, how often they run.
#include "book.hpp"

#include <random>

using namespace arrears;

namespace {

Head every(Duration duration, int at_most = 0) {
  Head head = Book::after(duration);
  head.repeats = true;
  head.most_times = at_most;
  return head;
}

std::vector<std::string> days_of(const World& w, const std::string& text) {
  std::vector<std::string> out;
  for (const Task& task : w.value.tasks) {
    if (task.text == text) out.push_back(task.made_on.text());
  }
  return out;
}

using Texts = std::vector<std::string>;

HoldStated hold_until(Date until) {
  HoldStated hold;
  hold.case_id = {"C-1"};
  hold.kinds = static_cast<std::uint8_t>(HoldKinds::enforcement);
  hold.until = until;
  return hold;
}

}  // namespace

TEST_CASE("a line that repeats runs on the days that counting day by day gives") {
  std::mt19937_64 random(7);
  const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  for (int round = 0; round < 60; ++round) {
    const Duration::Unit unit =
        below(2) == 0 ? Duration::Unit::days : Duration::Unit::business_days;
    const Duration duration{unit, 1 + below(9)};
    const int at_most = below(3) == 0 ? 1 + below(5) : 0;
    Small b;
    b.line("first", every(duration, at_most)).steps = {Book::task("again")};
    World w = b.world();
    const Calendar calendar;  // a plan without law: Monday to Friday
    Texts expected;
    int counted = 0;
    Date held_from, held_to = w.today;  // days after held_from through held_to are not counted
    while (w.today < Date{2026, 11, 20}) {
      w.until(w.today + Days{1});
      const bool stands = held_from < w.today && w.today <= held_to;
      const bool counts = unit == Duration::Unit::days || calendar.is_business_day(w.today);
      if (!stands && counts) ++counted;
      const bool bound = at_most > 0 && expected.size() == static_cast<std::size_t>(at_most);
      if (counted == duration.count && !bound) {
        expected.push_back(w.today.text());
        counted = 0;
      }
      if (held_to < w.today && below(12) == 0) {
        const int length = below(8);
        held_from = w.today;
        held_to = w.today + Days{length + 1};
        w.fact(hold_until(w.today + Days{length}));
      }
    }
    INFO(round, ": every ", duration.count);
    REQUIRE(days_of(w, "again") == expected);
  }
}

TEST_CASE("between two runs lies as much time as the line says, also when the first came late") {
  Small b;
  b.line("first", every(days(7)), b.debt(Op::less, 1'000'000)).steps = {Book::task("again")};
  World w = b.world();
  w.until(Date{2026, 9, 11});
  w.pay(1'000);
  w.until(Date{2026, 9, 30});
  CHECK(days_of(w, "again") == Texts{"2026-09-11", "2026-09-18", "2026-09-25"});
}

TEST_CASE("months are counted from the start, so that the 31st comes back") {
  Small b;
  b.line("first", every({Duration::Unit::months, 1})).steps = {Book::task("again")};
  World w = b.world(Date{2026, 8, 31});
  w.until(Date{2026, 12, 31});
  CHECK(days_of(w, "again") == Texts{"2026-09-30", "2026-10-31", "2026-11-30", "2026-12-31"});
}

TEST_CASE("a bound is of one stay; an excursion keeps the count and stops the clock") {
  Small b;
  b.line("first", every(days(2), 3)).steps = {Book::task("again")};
  b.line("first", Book::on(CoreEvent::note)).steps = {b.go("aside")};
  b.line("first", Book::on(CoreEvent::promise)).steps = {b.go("first")};
  b.line("aside", Book::on(CoreEvent::note)).steps = {Book::back()};
  World w = b.world();
  w.until(Date{2026, 9, 6});
  CHECK(days_of(w, "again") == Texts{"2026-09-03", "2026-09-05"});
  w.fact(NoteMade{{"C-1"}, {}});
  w.until(Date{2026, 9, 10});
  w.fact(NoteMade{{"C-1"}, {}});
  w.until(Date{2026, 9, 20});
  CHECK(days_of(w, "again") == Texts{"2026-09-03", "2026-09-05", "2026-09-11"});
  w.promise(1'000, Date{2026, 12, 1});  // enters the state anew
  w.until(Date{2026, 10, 1});
  CHECK(days_of(w, "again").size() == 6);
}

TEST_CASE("counted from a sending, each sending of the line itself is the next start") {
  Small b;
  b.line("first", Book::entry()).steps = {b.send("sms", "please", MessageKind::reminder)};
  Head head = every(days(4), 2);
  head.what = Head::What::after_sent;
  head.message = b.message("please");
  b.line("first", head).steps = {b.send("sms", "please", MessageKind::reminder)};
  World w = b.world();
  w.until(Date{2026, 9, 30});
  Texts sent;
  for (const Contact& contact : w.value.contacts) sent.push_back(contact.sent_on->text());
  // Saturday the 5th is no day for messages: ordered then, sent on Monday.
  CHECK(sent == Texts{"2026-09-01", "2026-09-07", "2026-09-11"});
}

TEST_CASE("while its last message waits, a line that repeats orders no other") {
  Small b;
  b.line("first", every(days(1))).steps = {b.send("sms", "news")};
  World w = b.world(Date{2026, 9, 4});  // a Friday
  w.until(Date{2026, 9, 6});
  CHECK(w.value.contacts.size() == 1);
  w.until(Date{2026, 9, 7});
  CHECK(w.value.contacts.size() == 1);
  CHECK(w.sent("sms", "news"));
  w.until(Date{2026, 9, 8});
  CHECK(w.value.contacts.size() == 2);
}

TEST_CASE("in everywhere a line that repeats counts over the life of the case") {
  Small b;
  Head head = every(days(10), 3);
  head.what = Head::What::after_date;
  head.date = b.field(CoreField::opened_on, Kind::date);
  b.line("", head).steps = {Book::task("again")};
  b.line("first", Book::after(days(15))).steps = {b.go("second")};
  b.line("second", Book::after(days(90))).steps = {b.go("first")};
  World w = b.world();
  w.until(Date{2026, 12, 1});
  CHECK(days_of(w, "again") == Texts{"2026-09-11", "2026-09-21", "2026-10-01"});
}

TEST_CASE("a step that a repeated line delays is taken once for each run") {
  Small b;
  Step task = Book::task("later");
  task.delay = DurationChoice{days(5), no_expr};
  b.line("first", every(days(3), 2)).steps = {task};
  World w = b.world();
  w.until(Date{2026, 9, 30});
  CHECK(days_of(w, "later") == Texts{"2026-09-09", "2026-09-12"});
}
