#include <arrears/engine/calculator.hpp>
#include <engine/commands.hpp>

#include <algorithm>
#include <set>

namespace arrears {

namespace engine {

namespace {

template <class T, class... Others>
constexpr bool is_one_of = (std::is_same_v<T, Others> || ...);

template <class T>
constexpr bool changes_a_person = is_one_of<T, InsolvencyDeclared, InsolvencyEnded, DeathReported>;

template <class T>
constexpr bool changes_a_sum =
    changes_a_person<T> ||
    is_one_of<T, ClaimAdded, ClaimRemoved, LiabilityStated, PaymentReceived, PaymentReversed,
              PaymentRefunded, DisputeRaised, DisputeResolved, HoldStated, InstalmentsAgreed,
              InstalmentsEnded, ClaimReduced, ReductionReversed, InterestStated, TitleIssued,
              ClaimAccelerated, InterestCapitalised>;

class Calculator {
 public:
  Calculator(const LawPacks& law, const LedgerOptions& options) : law_(law), options_(options) {}

  Result<Unit> open(const std::vector<Claim>& claims, const CaseId& id);
  Result<Unit> take(const Fact& fact);
  Calculation calculate() const { return reckon(value_, debtors(), pack(), options_); }

 private:
  std::string wrong_claim(const Claim& claim) const;
  std::string wrong_in_case(const Fact& fact) const;
  std::string wrong_payment(const FactKey& payment, const Money* refund, Date on) const;
  Debtors debtors() const;
  const LawPack& pack() const { return law_.of(country_); }
  bool has_payment(const FactKey& key) const {
    return std::any_of(value_.facts.begin(), value_.facts.end(), [&](const RecordedFact& one) {
      return one.fact.key == key && std::holds_alternative<PaymentReceived>(one.fact.what);
    });
  }

  const LawPacks& law_;
  const LedgerOptions& options_;
  std::string country_;
  Case value_;
  std::map<PersonId, Person> persons_;  // of whom a fact says something
  std::vector<const Person*> others_;   // of them, besides the first debtor
};

// As an engine would see a claim of a plan that says nothing.
std::string Calculator::wrong_claim(const Claim& claim) const {
  Plan plan;
  plan.law = country_;
  if (claim.principal.currency != value_.currency) return "the claims share one currency";
  if (claim.debtor != value_.debtor) return "the claims share one first debtor";
  return wrong_in_claim(law_, plan, claim);
}

Result<Unit> Calculator::open(const std::vector<Claim>& claims, const CaseId& id) {
  const auto refuse = [](std::string why) {
    return unexpected(ErrorCode::invalid, std::move(why));
  };
  if (claims.empty()) return refuse("a calculation needs at least one claim");
  CaseOpened opened;
  opened.case_id = id;
  opened.plan = "ledger";
  opened.claims = claims;
  const Claim& first = claims.front();
  country_ = first.law;
  if (country_.empty() && law_.all().size() == 1) country_ = law_.all().begin()->first;
  Date day = first.due;
  for (const Claim& claim : claims) {
    if (claim.law.empty() ? country_.empty() : !law_.knows(claim.law)) {
      return refuse("claim " + claim.id.value + " names no law that was given");
    }
    day = std::min({day, claim.due, claim.obligation.value_or(claim.due)});
  }
  const Fact fact{{"opened"}, day, opened};
  if (std::string wrong = wrong_in(fact); !wrong.empty()) return refuse(std::move(wrong));
  value_ = open_case(fact, Hash{}, first.principal.currency, 1, Moment{day, {}});
  for (std::size_t i = 0; i < claims.size(); ++i) {
    if (std::string wrong = wrong_claim(claims[i]); !wrong.empty()) return refuse(std::move(wrong));
    for (std::size_t k = 0; k < i; ++k) {
      if (claims[k].id == claims[i].id) {
        return refuse("the claim " + claims[i].id.value + " is given twice");
      }
    }
  }
  return Unit{};
}

std::string Calculator::wrong_payment(const FactKey& payment, const Money* refund, Date on) const {
  if (!has_payment(payment)) return "there is no payment with the key " + payment.value;
  if (refund == nullptr) return {};
  if (refund->currency != value_.currency) return "the refund is in another currency";
  LedgerOptions then = options_;
  then.on = on;
  const Balance before = balance(value_, debtors(), pack(), then);
  if (refund->minor <= before.overpaid.minor) return {};
  return "no more than " + before.overpaid.text() + " is on account";
}

std::string Calculator::wrong_in_case(const Fact& fact) const {
  return std::visit(
      [&]<class T>(const T& it) -> std::string {
        if constexpr (!changes_a_sum<T>) return "it changes no sum";
        if constexpr (requires { it.case_id; }) {
          if (!it.case_id.empty() && it.case_id != value_.id) {
            return "it is about the case " + it.case_id.value + ", not " + value_.id.value;
          }
        }
        if constexpr (std::is_same_v<T, ClaimAdded>) {
          const bool there = std::any_of(
              value_.claims.begin(), value_.claims.end(),
              [&](const CaseClaim& one) { return one.claim.id == it.claim.id && !one.removed; });
          if (there) return "the claim " + it.claim.id.value + " is there already";
          return wrong_claim(it.claim);
        }
        if constexpr (std::is_same_v<T, PaymentReversed>) {
          return wrong_payment(it.payment, nullptr, fact.effective);
        }
        if constexpr (std::is_same_v<T, PaymentRefunded>) {
          return wrong_payment(it.payment, &it.sum, fact.effective);
        }
        return misfit(value_, pack(), fact, options_.on);
      },
      fact.what);
}

Result<Unit> Calculator::take(const Fact& fact) {
  std::string wrong = wrong_in(fact);
  if (wrong.empty()) wrong = wrong_in_case(fact);
  for (const RecordedFact& one : value_.facts) {
    if (wrong.empty() && one.fact.key == fact.key) wrong = "another fact has this key";
  }
  if (!wrong.empty()) {
    return unexpected(ErrorCode::invalid, "fact " + fact.key.value + ": " + wrong);
  }
  const PersonId* person = std::visit(
      []<class T>(const T& it) -> const PersonId* {
        if constexpr (changes_a_person<T>) return &it.person;
        if constexpr (std::is_same_v<T, HoldStated>) {
          if (!it.person.empty()) return &it.person;
        }
        return nullptr;
      },
      fact.what);
  if (person == nullptr) {
    value_ = record(std::move(value_), fact);
    return Unit{};
  }
  const auto [at, is_new] = persons_.try_emplace(*person);
  at->second.id = *person;
  at->second = record(std::move(at->second), fact, 0, std::nullopt);
  if (is_new && *person != value_.debtor) others_.push_back(&at->second);
  return Unit{};
}

Debtors Calculator::debtors() const {
  const auto first = persons_.find(value_.debtor);
  return {first == persons_.end() ? nullptr : &first->second, others_};
}

// The case that the facts are about, as the first one says that names one.
CaseId case_named(const std::vector<Fact>& facts) {
  for (const Fact& fact : facts) {
    const CaseId* id = std::visit(
        []<class T>(const T& it) -> const CaseId* {
          if constexpr (requires { it.case_id; }) return &it.case_id;
          return nullptr;
        },
        fact.what);
    if (id != nullptr && !id->empty()) return *id;
  }
  return {"case"};
}

std::string wrong_options(const LedgerOptions& options) {
  const bool unit =
      !options.terms || (1 <= options.terms->unit && options.terms->unit <= interest_unit_max);
  if (!unit) return "interest is rounded to 1 to 1000000 minor units";
  const std::set<Component> named(options.allocation.begin(), options.allocation.end());
  return named.size() == options.allocation.size() ? "" : "a component is credited twice";
}

}  // namespace

}  // namespace engine

Result<Calculation> calculate(const std::vector<Claim>& claims, const std::vector<Fact>& facts,
                              const LawPacks& law, const LedgerOptions& options) {
  if (std::string wrong = engine::wrong_options(options); !wrong.empty()) {
    return unexpected(ErrorCode::invalid, std::move(wrong));
  }
  engine::Calculator calculator(law, options);
  if (Result<Unit> done = calculator.open(claims, engine::case_named(facts)); !done) {
    return unexpected(done.error());
  }
  for (const Fact& fact : facts) {
    if (Result<Unit> done = calculator.take(fact); !done) return unexpected(done.error());
  }
  return calculator.calculate();
}

}  // namespace arrears
