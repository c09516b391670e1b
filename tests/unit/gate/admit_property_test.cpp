#include <doctest/doctest.h>
#include <arrears/gate/gate.hpp>

#include <algorithm>
#include <random>
#include <rulebook/data.hpp>

using namespace arrears;

namespace {

// A night of deferring: orders arrive at random, the gate is asked whenever it said that asking
// makes sense, and what it let through is kept as the person's sendings.
struct Simulation {
  std::mt19937 random;
  Plan plan;
  Zone zone;
  Calendar calendar{{Date{2026, 5, 1}, Date{2026, 5, 8}}};
  Person person;
  std::vector<Contact> contacts;
  std::vector<Case> cases;

  Rulebook rules() const {
    auto data = std::make_shared<RulebookData>();
    data->plans = {plan};
    return Rulebook(std::move(data));
  }

  std::vector<Admission> ask(const Rulebook& rulebook, const std::vector<std::size_t>& waiting,
                             Instant now) const {
    std::vector<Candidate> candidates;
    for (const std::size_t i : waiting) {
      candidates.push_back({&contacts[i], &cases[i], plan.name, 0});
    }
    return admit(rulebook, candidates, {zone.moment(now), zone, calendar, &person});
  }

  bool window_open(Instant now) const {
    const Date day = zone.day_of(now);
    const TimeOfDay time = zone.time_of(now);
    return calendar.is_business_day(day) && plan.window->from <= time && time < plan.window->to;
  }

  // How many sendings lie in the cap's window that ends on that day, by walking.
  int counted(const ContactCap& cap, Date today) const {
    Date first = today;
    for (int left = cap.in.count - 1; left > 0;) {
      first = first - Days{1};
      if (cap.in.unit == Duration::Unit::days || calendar.is_business_day(first)) --left;
    }
    if (cap.in.unit == Duration::Unit::business_days) {
      // The window begins after the n-th business day before today.
      Date start = today;
      for (int left = cap.in.count; left > 0;) {
        start = start - Days{1};
        left -= calendar.is_business_day(start);
      }
      first = start + Days{1};
    }
    return static_cast<int>(
        std::count_if(person.sendings.begin(), person.sendings.end(),
                      [&](const Sending& one) { return one.on >= first && one.on <= today; }));
  }
};

Simulation make(unsigned seed) {
  Simulation out;
  out.random.seed(seed);
  auto& random = out.random;
  out.zone = Zone("Test/Zone",
                  {{Instant{0}, 3600}, {Instant::parse("2026-05-03T01:00:00Z").value(), 7200}});
  out.plan.name = "p";
  out.plan.window = ContactWindow{true, {9 * 60}, {static_cast<int>(10 * 60 + random() % 400)}};
  out.plan.contact_ungrouped = random() % 2 == 0;
  for (auto n = 1 + random() % 2; n > 0; --n) {
    const auto unit = random() % 2 == 0 ? Duration::Unit::days : Duration::Unit::business_days;
    out.plan.caps.push_back(
        {static_cast<int>(1 + random() % 3), {unit, static_cast<int>(1 + random() % 9)}});
  }
  for (int i = 0; i < 14; ++i) {
    Contact contact;
    contact.key = {"order-" + std::to_string(i)};
    contact.kind = static_cast<MessageKind>(random() % 4);
    contact.ordered_on = Date{2026, 4, 27} + Days{static_cast<int>(random() % 12)};
    out.contacts.push_back(contact);
    Case value;
    value.creditor = {random() % 3 == 0 ? "other" : "own"};
    out.cases.push_back(value);
  }
  return out;
}

void run(Simulation& simulation) {
  const Rulebook rules = simulation.rules();
  std::vector<std::size_t> waiting;
  for (std::size_t i = 0; i < simulation.contacts.size(); ++i) waiting.push_back(i);
  Instant now = Instant::parse("2026-05-01T03:00:00Z").value();
  const Instant end = now + Span{300 * 86'400};
  while (!waiting.empty()) {
    REQUIRE(now < end);  // nothing waits for ever
    const auto answers = simulation.ask(rules, waiting, now);
    std::vector<std::size_t> left;
    std::optional<Instant> next;
    std::size_t sent = 0;
    for (std::size_t i = 0; i < waiting.size(); ++i) {
      const Admission& answer = answers[i];
      if (answer.answer == Admission::Answer::send) {
        CHECK(simulation.window_open(now));
        ++sent;
      } else if (answer.answer == Admission::Answer::absorbed) {
        CHECK(answers[answer.into].answer == Admission::Answer::send);
        CHECK(simulation.contacts[waiting[answer.into]].kind >=
              simulation.contacts[waiting[i]].kind);
      } else {
        REQUIRE(answer.not_before);
        CHECK(*answer.not_before > now);
        CHECK(simulation.window_open(*answer.not_before));
        left.push_back(waiting[i]);
        if (!next || *answer.not_before < *next) next = answer.not_before;
      }
    }
    for (; sent > 0; --sent) {
      Sending sending;
      sending.on = simulation.zone.day_of(now);
      sending.status = Sending::Status::sent;
      simulation.person.sendings.push_back(sending);
    }
    for (const ContactCap& cap : simulation.plan.caps) {
      CHECK(simulation.counted(cap, simulation.zone.day_of(now)) <= cap.at_most);
    }
    waiting = left;
    if (waiting.empty()) break;
    // Asking before the earliest instant that was named never sends anything.
    const auto gap = static_cast<std::uint64_t>(next->seconds - now.seconds);
    const auto somewhere = static_cast<std::int64_t>(1 + simulation.random() % gap);
    for (const std::int64_t early : {std::int64_t{1}, somewhere}) {
      for (const Admission& answer :
           simulation.ask(rules, waiting, Instant{next->seconds - early})) {
        CHECK(answer.answer == Admission::Answer::defer);
      }
    }
    now = *next;
  }
}

}  // namespace

TEST_CASE("random plans: windows and caps are kept, deferring is never too late or for nothing") {
  for (unsigned seed = 1; seed <= 300; ++seed) {
    CAPTURE(seed);
    Simulation simulation = make(seed);
    run(simulation);
  }
}

TEST_CASE("answers do not depend on the order in which candidates are given") {
  for (unsigned seed = 1; seed <= 200; ++seed) {
    Simulation simulation = make(seed);
    const Rulebook rules = simulation.rules();
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < simulation.contacts.size(); ++i) order.push_back(i);
    const Instant now = Instant::parse("2026-05-04T07:30:00Z").value();
    const auto straight = simulation.ask(rules, order, now);
    std::vector<std::size_t> mixed = order;
    std::shuffle(mixed.begin(), mixed.end(), simulation.random);
    const auto other = simulation.ask(rules, mixed, now);
    for (std::size_t i = 0; i < mixed.size(); ++i) {
      const Admission& a = straight[mixed[i]];
      CHECK(a.answer == other[i].answer);
      CHECK(a.not_before == other[i].not_before);
      if (a.answer == Admission::Answer::absorbed) CHECK(order[a.into] == mixed[other[i].into]);
    }
  }
}
