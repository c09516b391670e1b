#include <engine/mandate.hpp>

#include <algorithm>
#include <set>

namespace arrears {

namespace engine {

namespace {

// That of the state in which the day began; before the first move, of the first state. A state
// without a phase keeps the one before it.
Phase phase_on(const Case& value, const Plan* plan, Date day) {
  Phase out = Phase::none;
  for (std::size_t i = 0; plan != nullptr && i < value.stood.size(); ++i) {
    if (i > 0 && day <= value.stood[i].from) break;
    for (const State& state : plan->states) {
      if (state.name == value.stood[i].state && state.phase != Phase::none) out = state.phase;
    }
  }
  return out;
}

std::int32_t days_past_due(const Case& value, const CalculationLine& line, Date day) {
  for (const CaseClaim& one : value.claims) {
    if (one.claim.id == line.claim) {
      return std::max(0, (day - line.maturity.value_or(one.claim.due)).count);
    }
  }
  return 0;
}

std::int64_t on_account(const CollectedPayment& payment) {
  std::int64_t rest = payment.sum.minor;
  for (const CollectedPart& part : payment.parts) rest -= part.sum.minor;
  return rest;
}

}  // namespace

MandateId mandate_of(const MandateId& named, const CreditorId& creditor) {
  return named.empty() ? MandateId{creditor.value} : named;
}

std::vector<CaseHolder> holders_of(const Case& value) {
  if (!value.holders.empty()) return value.holders;
  return {{Date{}, value.creditor, value.mandate}};
}

CaseHolder holder_on(const Case& value, Date day) {
  const std::vector<CaseHolder> all = holders_of(value);
  for (std::size_t i = all.size(); i-- > 1;) {
    if (all[i].from <= day) return all[i];
  }
  return all.front();
}

std::string mandate_key(const MandateId& mandate) { return "mandate:" + mandate.value; }

std::vector<CollectedPayment> collected(const View& view, const Rulebook& rules) {
  const Case& value = view.value();
  const Plan* plan = plan_of(rules, value);
  std::vector<CollectedPayment> out;
  std::map<FactKey, std::size_t> at;
  Date last = view.today();
  for (const RecordedFact& recorded : value.facts) {
    const auto* payment = std::get_if<PaymentReceived>(&recorded.fact.what);
    last = std::max(last, recorded.fact.effective);
    if (payment == nullptr) continue;
    last = std::max(last, payment->value_date);
    CollectedPayment one;
    one.key = recorded.fact.key;
    one.case_id = value.id;
    one.value_date = payment->value_date;
    one.receiver = payment->receiver;
    one.phase = phase_on(value, plan, payment->value_date);
    one.sum = payment->sum;
    at.emplace(one.key, out.size());
    out.push_back(std::move(one));
  }
  for (const RecordedFact& recorded : value.facts) {
    const auto* reversed = std::get_if<PaymentReversed>(&recorded.fact.what);
    if (reversed == nullptr) continue;
    if (const auto found = at.find(reversed->payment); found != at.end()) {
      out[found->second].reversed = true;
    }
  }
  if (out.empty()) return out;
  // What a payment is credited to does not change with the day that is asked about, once every fact
  // has taken effect.
  const Sight& sight = sight_of(view, rules.data());
  const Calculation calculation = reckon(value, sight.debtors(), sight.pack(), sight.options(last));
  for (const CalculationLine& line : calculation.lines) {
    if (line.what != CalculationLine::What::payment || line.claim.empty()) continue;
    CollectedPayment& payment = out[at.at({line.fact})];
    const std::int32_t days = days_past_due(value, line, payment.value_date);
    // What a credit note freed of a payment is credited no more.
    const auto same =
        std::find_if(payment.parts.begin(), payment.parts.end(), [&](const CollectedPart& part) {
          return part.claim == line.claim && part.component == line.component &&
                 part.days_past_due == days;
        });
    if (same == payment.parts.end()) {
      payment.parts.push_back({line.claim, line.component, days, -line.amount});
    } else {
      same->sum.minor -= line.amount.minor;
      if (same->sum.minor == 0) payment.parts.erase(same);
    }
  }
  return out;
}

Result<std::string> wrong_in_refund(Desk& desk, Held& held, const PaymentRefunded& refund) {
  const std::string& key = refund.payment.value;
  if (refund.sum.currency != held.value.currency)
    return std::string("the refund is in another currency");
  std::int64_t refunded = refund.sum.minor;
  for (const RecordedFact& recorded : held.value.facts) {
    const auto* before = std::get_if<PaymentRefunded>(&recorded.fact.what);
    if (before != nullptr && before->payment == refund.payment) refunded += before->sum.minor;
  }
  const Result<View> view = desk.view(held);
  if (!view) return unexpected(view.error());
  for (const CollectedPayment& one : collected(*view, *held.rules)) {
    if (one.key != refund.payment) continue;
    if (one.receiver != Receiver::agency) return "the agency never had the payment " + key;
    if (one.reversed) return "the payment " + key + " was taken back";
    if (refunded <= on_account(one)) return std::string{};
    return "of the payment " + key + " only " + Money{on_account(one), one.sum.currency}.text() +
           " is on account";
  }
  return "there is no payment with the key " + key;
}

Result<std::string> wrong_in_remittance(Desk& desk, const RemittanceMade& made) {
  const CaseId* before = nullptr;
  for (const RemittanceLine& line : made.lines) {
    if (before != nullptr && *before == line.case_id) continue;
    before = &line.case_id;
    const Result<Held*> held = desk.find_case(line.case_id);
    if (!held) return unexpected(held.error());
    if (*held == nullptr) return "there is no case " + line.case_id.value;
    const Case& value = (*held)->value;
    const std::vector<CaseHolder> all = holders_of(value);
    const bool was = std::any_of(all.begin(), all.end(), [&](const CaseHolder& one) {
      return mandate_of(one) == made.mandate && one.creditor == made.creditor;
    });
    if (!was) {
      return "the case " + value.id.value + " is not under the mandate " + made.mandate.value +
             " of the creditor " + made.creditor.value;
    }
    if (line.gross.currency != value.currency) {
      return "the case " + value.id.value + " is in another currency";
    }
  }
  return std::string{};
}

namespace {

// All that is known of a mandate, by currency.
struct Books {
  CreditorId creditor;
  std::map<Currency, MandateHistory> by_currency;
};

Result<Unit> add_case(Shell& shell, const MandateId& mandate, const CaseId& id, Books& out) {
  Result<std::optional<CaseRow>> row = shell.store->load_case(shell.shard, id);
  if (!row) return unexpected(row.error());
  if (!row->has_value()) {
    return unexpected(ErrorCode::corrupt, "the case " + id.value + " has keys but no row");
  }
  const Result<Case> value = decode_case((*row)->value);
  if (!value) return unexpected(value.error());
  for (const CaseHolder& held : holders_of(*value)) {
    if (mandate_of(held) != mandate) continue;
    if (out.creditor.empty()) out.creditor = held.creditor;
    if (out.creditor == held.creditor) continue;
    return unexpected(ErrorCode::refused, "cases of the mandate " + mandate.value +
                                              " are of the creditors " + out.creditor.value +
                                              " and " + held.creditor.value +
                                              "; give each creditor a mandate of its own");
  }
  const Result<const Rulebook*> rules = shell.rulebook_of(value->rulebook);
  if (!rules) return unexpected(rules.error());
  const Result<std::optional<Person>> person = shell.store->load_person(shell.shard, value->debtor);
  if (!person) return unexpected(person.error());
  const Result<std::vector<Person>> others = load_others(*shell.store, shell.shard, *value);
  if (!others) return unexpected(others.error());
  LookAt at;
  at.debtor = person->has_value() ? &**person : nullptr;
  for (const Person& other : *others) at.others.push_back(&other);
  const View view = look(*value, shell.law, value->opened_on, at);
  MandateHistory& history = out.by_currency[value->currency];
  history.currency = value->currency;
  std::set<FactKey> taken;
  for (CollectedPayment& one : collected(view, **rules)) {
    if (mandate_of(holder_on(*value, one.value_date)) != mandate) continue;
    taken.insert(one.key);
    history.payments.push_back(std::move(one));
  }
  for (const RecordedFact& recorded : value->facts) {
    const auto* refund = std::get_if<PaymentRefunded>(&recorded.fact.what);
    if (refund == nullptr || !taken.contains(refund->payment)) continue;
    history.refunds.push_back({refund->payment, recorded.fact.effective, refund->sum});
  }
  return Unit{};
}

void add_remittance(const Fact& fact, const MandateId& mandate, Books& out) {
  const auto* made = std::get_if<RemittanceMade>(&fact.what);
  if (made == nullptr || made->mandate != mandate || made->lines.empty()) return;
  const Currency currency = made->lines.front().gross.currency;
  const auto found = out.by_currency.find(currency);
  if (found != out.by_currency.end()) {
    found->second.remittances.push_back({fact.effective, made->lines});
  }
}

// What the creditor's stream says: terms and remittances.
Result<Unit> add_stream(Shell& shell, const MandateId& mandate, Books& out) {
  const StreamId stream = creditor_stream(out.creditor);
  Cursor cursor;
  while (!cursor.done) {
    Result<EntryPage> page = shell.store->entries(shell.shard, stream, cursor, page_size);
    if (!page) return unexpected(page.error());
    for (const Entry& entry : page->entries) {
      Result<EntryBody> body = decode_body(entry.kind, entry.schema, entry.payload);
      if (!body) return unexpected(body.error());
      const auto* recorded = std::get_if<FactRecorded>(&*body);
      if (recorded == nullptr) continue;
      add_remittance(recorded->fact, mandate, out);
      const auto* stated = std::get_if<MandateStated>(&recorded->fact.what);
      if (stated == nullptr || stated->mandate != mandate) continue;
      for (auto& [currency, history] : out.by_currency) {
        history.terms.push_back({recorded->fact.key, recorded->fact.effective, stated->commission});
      }
    }
    if (page->entries.empty()) break;
    cursor = page->next;
  }
  return Unit{};
}

// Remittances that were submitted and are not recorded yet.
Result<Unit> add_waiting(Shell& shell, const MandateId& mandate, Books& out) {
  const Result<ShardState> state = shell.store->state(shell.shard);
  if (!state) return unexpected(state.error());
  for (std::uint64_t after = state->inbox_done;;) {
    Result<std::vector<FactEnvelope>> page = shell.store->inbox(shell.shard, after, page_size);
    if (!page) return unexpected(page.error());
    if (page->empty()) return Unit{};
    for (const FactEnvelope& one : *page) add_remittance(one.fact, mandate, out);
    after = page->back().sequence;
  }
}

Result<Books> books_of(Shell& shell, const MandateId& mandate) {
  const Result<std::vector<CaseId>> ids =
      shell.store->cases_by_claim_key(shell.shard, mandate_key(mandate));
  if (!ids) return unexpected(ids.error());
  if (ids->empty()) {
    return unexpected(ErrorCode::not_found,
                      "nothing was paid in a case of the mandate " + mandate.value);
  }
  Books out;
  for (const CaseId& id : *ids) {
    if (Result<Unit> done = add_case(shell, mandate, id, out); !done)
      return unexpected(done.error());
  }
  if (Result<Unit> done = add_stream(shell, mandate, out); !done) return unexpected(done.error());
  if (Result<Unit> done = add_waiting(shell, mandate, out); !done) return unexpected(done.error());
  return out;
}

}  // namespace

Result<std::vector<PaymentCommission>> commissions_under(Shell& shell, const MandateId& mandate) {
  std::vector<PaymentCommission> out;
  const Result<Books> books = books_of(shell, mandate);
  if (!books && books.error().code == ErrorCode::not_found) return out;
  if (!books) return unexpected(books.error());
  for (const auto& [currency, history] : books->by_currency) {
    std::vector<PaymentCommission> some = commissions(history);
    std::move(some.begin(), some.end(), std::back_inserter(out));
  }
  return out;
}

}  // namespace engine

Result<std::vector<MandateAccount>> Engine::mandate_account(const Caller& by,
                                                            const MandateId& mandate, Date on) {
  engine::Shell& shell = impl_->shell;
  if (Result<Unit> allowed = shell.check_caller(by); !allowed) {
    return unexpected(allowed.error());
  }
  const Result<engine::Books> books = engine::books_of(shell, mandate);
  if (!books) return unexpected(books.error());
  std::vector<MandateAccount> out;
  for (const auto& [currency, history] : books->by_currency) {
    out.push_back(arrears::mandate_account(history, on));
  }
  return out;
}

Result<std::vector<RemittanceMade>> Engine::propose_remittance(const Caller& by,
                                                               const MandateId& mandate,
                                                               Date through) {
  engine::Shell& shell = impl_->shell;
  if (Result<Unit> allowed = shell.check_caller(by); !allowed) {
    return unexpected(allowed.error());
  }
  const Result<engine::Books> books = engine::books_of(shell, mandate);
  if (!books) return unexpected(books.error());
  std::vector<RemittanceMade> out;
  for (const auto& [currency, history] : books->by_currency) {
    std::vector<RemittanceLine> lines = arrears::propose_remittance(history, through);
    if (lines.empty()) continue;
    out.push_back({mandate, books->creditor, through, std::move(lines)});
  }
  return out;
}

}  // namespace arrears
