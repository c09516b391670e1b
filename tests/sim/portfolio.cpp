#include "world.hpp"

namespace sim {

namespace {

constexpr Currency czk{"CZK"};

// One person's cases and what that person does.
class Life {
 public:
  Life(Random& random, Portfolio& out, int person)
      : random_(random), out_(out), id_{"P-" + std::to_string(100 + person)} {}

  void fill() {
    PersonStated stated;
    stated.person = id_;
    stated.details.name = "Firma " + id_.value;
    stated.details.email = "ucto@" + id_.value + ".example";
    stated.details.phone = "+420 600 000 " + id_.value.substr(2);
    stated.details.address = "Polní 1, 280 02 Kolín";
    stated.kind = PersonKind::company;
    add(out_.first, "person", stated);
    const int cases = 1 + static_cast<int>(random_.below(3));
    for (int i = 0; i < cases; ++i) one_case(i);
    if (!random_.chance(6)) return;
    add(day_after(out_.first, 30), "insolvency", InsolvencyDeclared{id_, "KSPH 60"});
  }

 private:
  int span() const { return (out_.last - out_.first).count; }
  Date day_after(Date from, int within) {
    const Date day =
        from + Days{static_cast<std::int32_t>(random_.below(static_cast<std::uint64_t>(within)))};
    return std::min(day, out_.last);
  }
  template <class Body>
  FactKey add(Date day, const std::string& what, Body body, int late = 0) {
    const FactKey key{id_.value + ":" + what + ":" + std::to_string(++count_)};
    out_.facts[day].push_back({key, day - Days{late}, std::move(body)});
    return key;
  }
  void one_case(int index) {
    const CaseId id{"C-" + id_.value.substr(2) + "-" + std::to_string(index)};
    const Date opened = day_after(out_.first, 12);
    const std::int64_t principal = 50'00 + static_cast<std::int64_t>(random_.below(40'000)) * 100;
    CaseOpened body;
    body.case_id = id;
    body.plan = "company_invoices";
    body.creditor = {"own"};
    Claim claim;
    claim.id = {id.value + "/1"};
    claim.principal = {principal, czk};
    claim.due = opened - Days{static_cast<std::int32_t>(1 + random_.below(20))};
    claim.obligation = claim.due - Days{14};
    claim.relation = random_.chance(80) ? Relation::business : Relation::consumer;
    claim.debtor = id_;
    claim.symbols.variable = "77" + id.value.substr(2, 3) + std::to_string(index);
    body.claims.push_back(claim);
    add(opened, "open", body);
    payments(id, claim, opened);
    behaviour(id, opened, principal);
  }
  void payments(const CaseId& id, const Claim& claim, Date opened) {
    std::optional<FactKey> last;
    for (int i = 0; i < 3; ++i) {
      if (!random_.chance(35)) continue;
      PaymentReceived body;
      if (random_.chance(50))
        body.symbols.variable = claim.symbols.variable;
      else
        body.case_id = id;
      const std::int64_t part = 1 + static_cast<std::int64_t>(random_.below(4));
      body.sum = {claim.principal.minor / part, czk};
      const Date day = day_after(opened + Days{1}, 30);
      const int late = static_cast<int>(random_.below(4));
      body.value_date = day - Days{late};
      body.source = {"bank"};
      body.payer = "somebody";
      last = add(day, "pay", body, late);
      if (body.symbols.empty()) out_.paid[id] += body.sum.minor;
      if (random_.chance(15) && body.symbols.empty()) {
        add(std::min(day + Days{2}, out_.last), "reverse", PaymentReversed{*last, "returned"});
        if (day + Days{2} <= out_.last) out_.paid[id] -= body.sum.minor;
      }
    }
  }
  void behaviour(const CaseId& id, Date opened, std::int64_t principal) {
    if (random_.chance(40)) {
      const Date day = day_after(opened + Days{2}, 20);
      add(day, "promise",
          PromiseMade{id,
                      {},
                      {principal, czk},
                      day + Days{static_cast<std::int32_t>(3 + random_.below(10))}});
    }
    if (random_.chance(25)) {
      const Date day = day_after(opened + Days{2}, 20);
      DisputeRaised body;
      body.case_id = id;
      if (random_.chance(40)) body.sum = Money{principal / 3, czk};
      body.reason = "the goods were late";
      add(day, "dispute", body);
      if (random_.chance(70)) {
        DisputeResolved end;
        end.case_id = id;
        add(day_after(day + Days{1}, 12), "resolved", end);
      }
    }
    if (random_.chance(20)) {
      HostFact body;
      body.event = "returned_mail";
      body.person = id_;
      add(day_after(opened + Days{1}, 20), "mail", body);
    }
  }

  Random& random_;
  Portfolio& out_;
  PersonId id_;
  int count_ = 0;
};

}  // namespace

std::uint64_t Random::next() {
  // splitmix64
  state_ += 0x9e3779b97f4a7c15u;
  std::uint64_t z = state_;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

Portfolio make_portfolio(std::uint64_t seed, int persons, int days) {
  Portfolio out;
  out.first = Date{2026, 9, 1};
  out.last = out.first + Days{days - 1};
  Random random(seed);
  for (int i = 0; i < persons; ++i) Life(random, out, i).fill();
  for (Date day = out.first; day <= out.last; day = day + Days{1}) {
    if (!random.chance(80)) continue;
    out.facts[day].push_back(
        {{"bank:" + day.text()}, day, PaymentsComplete{{"bank"}, day - Days{1}}});
    if (random.chance(5)) {
      PaymentReceived nobody;
      nobody.sum = {100'00, czk};
      nobody.value_date = day;
      nobody.symbols.variable = "999";
      out.facts[day].push_back({{"nobody:" + day.text()}, day, nobody});
    }
  }
  return out;
}

}  // namespace sim
