#include <arrears/decide/decide.hpp>

#include <algorithm>

namespace arrears {
namespace {

constexpr std::int64_t seconds_a_day = 86'400;

RecordedFact recorded_fact(const Fact& fact, std::uint64_t position,
                           const std::optional<Moment>& recorded) {
  RecordedFact out;
  out.position = position;
  out.recorded_on = recorded ? recorded->day : fact.effective;
  out.recorded_at = recorded ? recorded->instant : Instant{fact.effective.number() * seconds_a_day};
  out.fact = fact;
  return out;
}

void add_claim(Case& value, const Claim& claim, Date added) {
  CaseClaim in;
  in.claim = claim;
  in.added = added;
  value.claims.push_back(std::move(in));
}

void state_fields(FieldValues& to, const FieldValues& from) {
  for (const auto& field : from) to.insert_or_assign(field.first, field.second);
}

// The earliest release of a hold counts, whatever order they arrived in.
void release(Hold& hold, const HoldStated& stated, Date on) {
  if (!stated.released || hold.cause != Hold::Cause::host || hold.by != stated.hold.value) return;
  hold.released = std::min(hold.released.value_or(on), on);
}

// Puts or takes away a hold of the host, on a case or on a person. `before` are the facts that
// arrived before this one: its release may be among them.
void state_hold(std::vector<Hold>& holds, const HoldStated& stated, const Fact& fact,
                HoldScope scope, const std::vector<RecordedFact>& before) {
  if (stated.released) {
    for (Hold& hold : holds) release(hold, stated, fact.effective);
    return;
  }
  Hold hold;
  hold.kinds = static_cast<HoldKinds>(stated.kinds & 15u);
  hold.scope = scope;
  hold.cause = Hold::Cause::host;
  hold.by = fact.key.value;
  hold.from = fact.effective;
  hold.until = stated.until;
  hold.because = stated.because;
  for (const RecordedFact& other : before) {
    const auto* released = std::get_if<HoldStated>(&other.fact.what);
    if (released != nullptr) release(hold, *released, other.fact.effective);
  }
  holds.push_back(std::move(hold));
}

// What a fact changes besides being kept.
struct IntoCase {
  Case& value;
  RecordedFact& kept;

  bool operator()(ClaimAdded& fact) const {
    add_claim(value, fact.claim, kept.fact.effective);
    Claim id_only;  // the claim itself stands among the claims
    id_only.id = fact.claim.id;
    fact.claim = std::move(id_only);
    return true;
  }
  bool operator()(ClaimRemoved& fact) const {
    for (CaseClaim& claim : value.claims) {
      if (claim.claim.id == fact.claim && !claim.removed) claim.removed = kept.fact.effective;
    }
    return true;
  }
  bool operator()(FieldsStated& fact) const {
    if (fact.claim.empty()) {
      state_fields(value.fields, fact.fields);
      return false;
    }
    for (CaseClaim& claim : value.claims) {
      if (claim.claim.id == fact.claim) state_fields(claim.claim.fields, fact.fields);
    }
    return false;
  }
  bool operator()(HoldStated& fact) const {
    state_hold(value.holds, fact, kept.fact, HoldScope::case_, value.facts);
    return true;
  }
  bool operator()(TaskDone& fact) const {
    for (Task& task : value.tasks) {
      if (task.text != fact.task || task.done_on) continue;
      task.done_on = kept.fact.effective;
      task.outcome = fact.outcome;
      if (task.cost) {
        value.costs.push_back({StepCost::What::task, task.text, task.cost->sum, task.cost->vat_ppm,
                               kept.fact.effective, kept.fact.key.value, kept.recorded_at});
      }
      break;
    }
    answer(find_asked({}, true, fact.task), AskedStep::Status::accepted, {});
    return true;
  }
  bool operator()(StepConfirmed& fact) const {
    AskedStep* asked = find_asked(fact.step, false, {});
    const bool yes = fact.accepted;
    answer(asked, yes ? AskedStep::Status::accepted : AskedStep::Status::refused, fact.by);
    if (asked != nullptr && asked->manual) end_task(asked->text, yes ? "confirmed" : "refused");
    return true;
  }
  bool operator()(CaseAssigned& fact) const {
    if (value.holders.empty()) value.holders.push_back({Date{}, value.creditor, value.mandate});
    const CaseHolder next{kept.fact.effective, fact.creditor, fact.mandate};
    value.holders.insert(
        std::upper_bound(value.holders.begin() + 1, value.holders.end(), next,
                         [](const CaseHolder& a, const CaseHolder& b) { return a.from < b.from; }),
        next);
    value.creditor = value.holders.back().creditor;
    value.mandate = value.holders.back().mandate;
    return true;
  }
  bool operator()(CaseOpened& fact) const {
    fact.claims.clear();
    fact.fields.clear();
    return true;
  }
  template <class Other>
  bool operator()(Other&) const {
    return true;
  }

 private:
  // By its key, else the oldest that waits; of the tasks of manual steps by the text.
  AskedStep* find_asked(const OrderKey& key, bool manual, const std::string& text) const {
    for (AskedStep& asked : value.asked) {
      if (asked.status != AskedStep::Status::waiting) continue;
      if (manual && (!asked.manual || asked.text != text)) continue;
      if (key.empty() || asked.key == key) return &asked;
    }
    return nullptr;
  }
  void answer(AskedStep* asked, AskedStep::Status status, const std::string& by) const {
    if (asked == nullptr) return;
    asked->status = status;
    asked->answered_on = kept.fact.effective;
    asked->by = by;
  }
  void end_task(const std::string& text, const char* outcome) const {
    for (Task& task : value.tasks) {
      if (task.text != text || task.done_on) continue;
      task.done_on = kept.fact.effective;
      task.outcome = outcome;
      return;
    }
  }
};

struct IntoPerson {
  Person& value;
  RecordedFact& kept;

  bool operator()(PersonStated& fact) const {
    if (fact.kind != PersonKind::unstated) value.kind = fact.kind;
    if (!fact.language.empty()) value.language = fact.language;
    if (!fact.zone.empty()) value.zone = fact.zone;
    state_fields(value.fields, fact.fields);
    return false;
  }
  bool operator()(FieldsStated& fact) const {
    state_fields(value.fields, fact.fields);
    return false;
  }
  bool operator()(HoldStated& fact) const {
    state_hold(value.holds, fact, kept.fact, HoldScope::person, value.facts);
    return true;
  }
  // What became of a sending stands with the contacts that it carried.
  bool operator()(ReceiptArrived&) const { return false; }
  template <class Other>
  bool operator()(Other&) const {
    return true;
  }
};

}  // namespace

Case record(Case value, const Fact& fact, std::uint64_t position, std::optional<Moment> recorded) {
  RecordedFact kept = recorded_fact(fact, position, recorded);
  if (std::visit(IntoCase{value, kept}, kept.fact.what)) value.facts.push_back(std::move(kept));
  ++value.entries;
  return value;
}

Person record(Person value, const Fact& fact, std::uint64_t position,
              std::optional<Moment> recorded) {
  RecordedFact kept = recorded_fact(fact, position, recorded);
  if (const auto* stated = std::get_if<PersonStated>(&fact.what); value.id.empty() && stated) {
    value.id = stated->person;
  }
  if (std::visit(IntoPerson{value, kept}, kept.fact.what)) value.facts.push_back(std::move(kept));
  ++value.entries;
  return value;
}

Case open_case(const Fact& opened, const Hash& rulebook, Currency currency, std::uint64_t position,
               Moment recorded) {
  Case out;
  out.rulebook = rulebook;
  out.currency = currency;
  out.opened_on = recorded.day;
  const auto* what = std::get_if<CaseOpened>(&opened.what);
  ARREARS_ASSERT(what != nullptr);
  out.id = what->case_id;
  out.plan = what->plan;
  out.creditor = what->creditor;
  out.mandate = what->mandate;
  out.portfolio = what->portfolio;
  out.batch = what->batch;
  out.fields = what->fields;
  for (const Claim& claim : what->claims) add_claim(out, claim, opened.effective);
  if (!what->claims.empty()) out.debtor = what->claims.front().debtor;
  if (out.currency.none() && !what->claims.empty()) {
    out.currency = what->claims.front().principal.currency;
  }
  return record(std::move(out), opened, position, recorded);
}

}  // namespace arrears
