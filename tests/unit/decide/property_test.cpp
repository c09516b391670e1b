// Generated rulebooks and cases. World checks on every day that nothing is decided before the day
// that next_change named, and that a second look decides nothing.
#include "book.hpp"

#include <algorithm>
#include <random>

using namespace arrears;

namespace {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  int below(int n) { return static_cast<int>(engine_() % static_cast<unsigned>(n)); }
  bool one_in(int n) { return below(n) == 0; }

 private:
  std::mt19937_64 engine_;
};

Duration random_duration(Dice& dice) {
  switch (dice.below(4)) {
    case 0: return business(dice.below(12));
    case 1: return {Duration::Unit::months, 1};
    default: return days(dice.below(25));
  }
}

ExprId random_condition(Book& b, Dice& dice) {
  const Op ops[] = {Op::less, Op::greater_equal, Op::equal};
  const Op op = ops[dice.below(2)];
  switch (dice.below(17)) {
    case 0: return no_expr;
    case 1: return b.debt(op, 1'200'000 + dice.below(3'000));
    case 2: return b.field_is(CoreField::days_past_due, op, dice.below(60), Kind::days);
    case 3: return b.field_is(CoreField::days_in_default, op, dice.below(60), Kind::days);
    case 4: return b.field_is(CoreField::interest, op, dice.below(30'000));
    case 5:
      return b.count(CoreEvent::payment, random_duration(dice), Scope::case_, op,
                     1 + dice.below(2));
    case 6:
      return b.count(CoreEvent::promise_broken, random_duration(dice),
                     dice.one_in(2) ? Scope::person : Scope::case_, op, 1);
    case 7: return b.field_is(CoreField::undisputed, op, dice.below(1'000'000));
    case 8:
      return b.field_is(CoreField::missed_instalments, op, 1'000'000 * (1 + dice.below(2)),
                        Kind::number);
    case 9:
      return b.count(CoreEvent::instalment_missed, random_duration(dice), Scope::case_, op, 1);
    case 10: return b.field_is(CoreField::overdue, op, dice.below(1'500'000));
    case 11: return b.field_is(CoreField::spent, op, dice.below(5'000));
    case 12:
      return b.field_is(CoreField::days_to_limitation, op, 1'000 + dice.below(100), Kind::days);
    case 13:
      return b.field_is(CoreField::offer_count, op, 1'000'000 * (1 + dice.below(4)), Kind::number);
    case 15:
      return b.sum_as_of(CoreField::debt, Date{2026, 9, 1} + Days{dice.below(90)}, op,
                         1'200'000 + dice.below(20'000));
    case 14: return b.field_is(CoreField::offer_rest, op, dice.below(1'300'000));
    default: return b.count(CoreEvent::settled_late, std::nullopt, Scope::person, op, 1);
  }
}

Head random_head(Book& b, Dice& dice, bool everywhere) {
  const CoreEvent events[] = {CoreEvent::payment,          CoreEvent::promise,
                              CoreEvent::promise_kept,     CoreEvent::promise_broken,
                              CoreEvent::dispute,          CoreEvent::dispute_resolved,
                              CoreEvent::settled_late,     CoreEvent::instalments_agreed,
                              CoreEvent::instalment_paid,  CoreEvent::instalment_missed,
                              CoreEvent::instalments_paid, CoreEvent::offer,
                              CoreEvent::step_refused};
  const CoreField dates[] = {CoreField::due_date, CoreField::promise_due,
                             CoreField::instalment_due};
  Head head = Book::after(random_duration(dice));
  head.repeats = dice.one_in(3);
  head.most_times = dice.below(4);
  switch (dice.below(everywhere ? 4 : 9)) {
    case 0: return Book::on(events[dice.below(13)]);
    case 1: return Book::whenever(random_condition(b, dice));
    case 2:
      head.what = Head::What::after_date;
      head.date = b.field(dates[dice.below(3)], Kind::date);
      return head;
    case 3:
      head.what = Head::What::before_date;
      head.repeats = false;
      head.date = b.field(dates[1 + dice.below(2)], Kind::date);
      return head;
    case 4: return Book::entry();
    case 5:
      head.repeats = false;
      head.what = dice.one_in(2) ? Head::What::on_day : Head::What::on_business_day;
      head.day_number = dice.below(20);
      return head;
    case 6:
      head.what = Head::What::after_sent;
      head.message = b.message("m" + std::to_string(dice.below(3)));
      return head;
    default: return head;
  }
}

Step random_step(Book& b, Dice& dice, int states) {
  const std::string message = "m" + std::to_string(dice.below(3));
  switch (dice.below(13)) {
    case 0:
    case 1: return b.go("s" + std::to_string(dice.below(states)));
    case 2: return Book::back();
    case 3: {
      Step send = b.send("sms", message);
      if (dice.one_in(2)) {
        send.fallbacks = {b.fallback(dice.one_in(2) ? Fallback::When::undelivered_within
                                                    : Fallback::When::no_reaction_within,
                                     "letter", "m0", days(1 + dice.below(9)))};
      }
      if (dice.one_in(3)) send.expires_after = days(dice.below(9));
      return send;
    }
    case 4: {
      Step hold = Book::hold(dice.one_in(2) ? HoldKinds::contact : HoldKinds::enforcement);
      if (dice.one_in(2)) hold.hold_for = days(dice.below(15));
      return hold;
    }
    case 5: {
      Step charge;
      charge.action = ActionKind::charge;
      charge.fee = "fee";
      charge.once = true;
      charge.sum = b.money(5'000);
      return charge;
    }
    case 6: {
      Step hand;
      hand.action = ActionKind::hand_over;
      hand.recipient = "lawyer";
      return hand;
    }
    case 7: {
      Step end;
      end.action = ActionKind::end_instalments;
      return end;
    }
    case 8: {
      Step answer;
      answer.action = dice.one_in(2) ? ActionKind::accept_offer : ActionKind::refuse_offer;
      return answer;
    }
    case 9: {
      Step waive;
      waive.action = ActionKind::waive;
      waive.sum = b.money(1 + dice.below(50'000));
      if (dice.one_in(2)) {
        waive.paid = b.money(1 + dice.below(900'000));
        waive.within = random_duration(dice);
      }
      return waive;
    }
    default: return Book::task("t" + std::to_string(dice.below(5)));
  }
}

Rulebook random_rules(Dice& dice) {
  Book b;
  b.plan().name = "random";
  b.plan().law = "CZ";
  b.plan().currency = koruna;
  const int states = 2 + dice.below(4);
  for (int s = 0; s < states; ++s) b.state("s" + std::to_string(s));
  for (int m = 0; m < 3; ++m) {
    b.message("m" + std::to_string(m), static_cast<MessageKind>(dice.below(4)));
  }
  if (dice.one_in(2)) b.plan().needs_payments_through = b.today_minus(2);
  const auto line = [&](const std::string& in) {
    Trigger& trigger = b.line(in, random_head(b, dice, in.empty()));
    const ExprId condition = random_condition(b, dice);
    std::vector<Step> steps;
    for (int n = 1 + dice.below(3); n > 0; --n) {
      Step step = random_step(b, dice, states);
      if (dice.one_in(6)) {
        step.mode = dice.one_in(2) ? StepMode::confirm : StepMode::manual;
        step.asked_for = "a" + std::to_string(dice.below(3));
      }
      if (dice.one_in(5)) step.delay = DurationChoice{random_duration(dice), no_expr};
      if (dice.one_in(4)) step.condition = random_condition(b, dice);
      steps.push_back(std::move(step));
    }
    trigger.condition = condition;
    trigger.steps = std::move(steps);
  };
  for (int s = 0; s < states; ++s) {
    for (int n = 1 + dice.below(4); n > 0; --n) line("s" + std::to_string(s));
    b.at("s" + std::to_string(s)).clock_runs = dice.one_in(4);
  }
  for (int n = dice.below(4); n > 0; --n) line("");
  if (dice.one_in(3)) b.at("s" + std::to_string(states - 1)).final = true;
  return b.done();
}

InstalmentsAgreed random_instalments(World& w, Dice& dice) {
  InstalmentsAgreed out;
  out.case_id = {"C-1"};
  out.waives_interest = dice.one_in(2);
  Date due = w.today;
  for (int n = 1 + dice.below(4); n > 0; --n) {
    due = due + Days{1 + dice.below(12)};
    out.instalments.push_back({due, Money{1 + dice.below(400'000), koruna}});
  }
  return out;
}

LiabilityStated random_liability(World& w, Dice& dice) {
  LiabilityStated out;
  out.liability.claim = {"FV-1"};
  out.liability.person = {"P-2"};
  out.liability.role = Liability::Role::guarantor;
  if (dice.one_in(2)) out.liability.from = w.today + Days{dice.below(20) - 10};
  if (dice.one_in(3)) out.liability.until = w.today + Days{dice.below(20)};
  return out;
}

HoldStated random_hold(World& w, Dice& dice) {
  HoldStated out;
  out.kinds = static_cast<std::uint8_t>(1 + dice.below(15));
  out.until = w.today + Days{dice.below(10)};
  return out;
}

void random_fact(World& w, Dice& dice) {
  switch (dice.below(20)) {
    case 0: return w.pay(1 + dice.below(500'000), w.today - Days{dice.below(4)});
    case 1: return w.pay(1 + dice.below(1'500'000), w.today + Days{dice.below(6) - 1});
    case 2: return w.promise(1 + dice.below(900'000), w.today + Days{dice.below(15)});
    case 3: {
      DisputeRaised dispute;
      dispute.case_id = {"C-1"};
      if (dice.one_in(2)) dispute.sum = Money{1 + dice.below(1'300'000), koruna};
      return w.fact(dispute, w.today - Days{dice.below(3)});
    }
    case 4:
    case 5: return w.fact(DisputeResolved{{"C-1"}, {}, false, {}});
    case 6: return w.payments_complete(w.today - Days{dice.below(3)});
    case 7:
    case 8: return w.fact(random_instalments(w, dice), w.today - Days{dice.below(3)});
    case 9: return w.fact(InstalmentsEnded{{"C-1"}, {}, {}}, w.today - Days{dice.below(3)});
    case 10: return w.fact(random_liability(w, dice), w.today - Days{dice.below(3)});
    case 11: return w.person_fact(random_hold(w, dice));
    case 12: return w.guarantor_fact(random_hold(w, dice));
    case 13:
    case 14: {
      InstalmentsAgreed same = random_instalments(w, dice);
      return w.fact(InstalmentsOffered{{"C-1"}, {}, same.instalments, same.waives_interest},
                    w.today - Days{dice.below(3)});
    }
    case 15:
      return w.fact(OfferAnswered{{"C-1"}, {}, dice.one_in(2), {}}, w.today - Days{dice.below(3)});
    case 16:
    case 17: return w.fact(StepConfirmed{{"C-1"}, {}, !dice.one_in(3), "boss", {}});
    case 18: return w.fact(TaskDone{{"C-1"}, "a" + std::to_string(dice.below(3)), {}, {}});
    default: {
      HoldStated hold = random_hold(w, dice);
      hold.case_id = {"C-1"};
      return w.fact(hold);
    }
  }
}

}  // namespace

TEST_CASE("generated rulebooks: looking when next_change says is looking every day") {
  int decided = 0, quiet = 0, defects = 0;
  for (std::uint64_t seed = 1; seed <= 450; ++seed) {
    CAPTURE(seed);
    Dice dice(seed);
    World w(random_rules(dice), testing::bundled_law());
    w.complete_daily = dice.one_in(3);
    if (dice.one_in(3)) {
      Case other = testing::CaseBuilder{"random"}
                       .id("C-2")
                       .claim(invoice("FV-2", 300'000, Date{2026, 8, 1}))
                       .in_state("s0", Date{2026, 8, 5});
      PaymentReceived paid;
      paid.sum = {300'000, koruna};
      paid.value_date = Date{2026, 9, 3} + Days{dice.below(20)};
      w.others.push_back(record(std::move(other), w.fact_of(paid, paid.value_date)));
    }
    w.begin(Date{2026, 9, 1} + Days{dice.below(20)},
            {invoice("FV-1", 1'200'000, Date{2026, 9, 1} + Days{dice.below(30)})});
    for (int n = 0; n < 12; ++n) {
      w.until(w.today + Days{1 + dice.below(12)});
      random_fact(w, dice);
    }
    w.until(w.today + Days{60});
    decided += w.woken;
    quiet += w.days_run - w.woken;
    defects += w.value.set_aside.empty() ? 0 : 1;
    // What is recorded is enough: folding it again gives the same case.
    Case again = w.at_first;
    for (const auto& happened : w.log) again = happened(std::move(again));
    REQUIRE(again == w.value);
  }
  CHECK(decided > 1'000);
  CHECK(quiet > 10'000);
  CHECK(defects < 200);
}

TEST_CASE("what is derived does not depend on the order in which facts arrived") {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    CAPTURE(seed);
    Dice dice(seed);
    Book b;
    b.plan().name = "still";
    b.plan().law = "CZ";
    b.state("s0");
    const Rulebook rules = b.done();
    World w(rules, testing::bundled_law());
    w.begin(Date{2026, 9, 1}, {invoice("FV-1", 1'200'000, Date{2026, 9, 5})});
    for (int n = 0; n < 10; ++n) {
      w.until(w.today + Days{1 + dice.below(5)});
      random_fact(w, dice);
    }
    Case other = w.value;
    for (RecordedFact& fact : other.facts) fact.recorded_on = w.today;
    Case turned = other;
    std::shuffle(turned.facts.begin() + 1, turned.facts.end(), std::mt19937_64(seed));
    std::reverse(turned.holds.begin(), turned.holds.end());
    const LawPacks law = testing::bundled_law();
    LookAt at;
    at.payments_complete = w.complete;
    at.rules = &rules;
    const View one = look(other, law, w.today, at), two = look(turned, law, w.today, at);
    CHECK(one.balance().debt == two.balance().debt);
    CHECK(one.balance().disputed == two.balance().disputed);
    for (const HoldKinds kind : {HoldKinds::contact, HoldKinds::enforcement, HoldKinds::fees}) {
      CHECK(is_held(rules, one, kind) == is_held(rules, two, kind));
    }
    int kept[2] = {0, 0};
    for (const PromiseStatus& p : one.promises()) kept[0] += static_cast<int>(p.state);
    for (const PromiseStatus& p : two.promises()) kept[1] += static_cast<int>(p.state);
    CHECK(kept[0] == kept[1]);
  }
}
