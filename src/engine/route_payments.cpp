// Facts about payments: each finds its case, or waits until somebody says whose it is. And about
// the money of mandates.
#include <engine/mandate.hpp>
#include <engine/taker.hpp>

#include <algorithm>

namespace arrears::engine {

// The case by name, else the open one that holds the claim, else the only open one whose claim has
// these symbols; null when none or several fit.
Result<Held*> Taker::match(const PaymentReceived& payment) {
  if (!payment.case_id.empty()) return desk_.find_case(payment.case_id);
  if (!payment.claim.empty()) return holder_of(payment.claim);
  std::vector<std::string> keys;
  const PaymentSymbols& by = payment.symbols;
  if (!by.variable.empty()) keys.push_back(variable_key(by.variable));
  if (!by.reference.empty()) keys.push_back(reference_key(by.reference));
  std::vector<Held*> found;
  for (const std::string& key : keys) {
    Result<std::vector<Held*>> all = desk_.cases_with_key(key);
    if (!all) return unexpected(all.error());
    for (Held* held : *all) {
      if (!held->value.closed && std::find(found.begin(), found.end(), held) == found.end()) {
        found.push_back(held);
      }
    }
  }
  return found.size() == 1 ? found.front() : static_cast<Held*>(nullptr);
}

Result<Taken> Taker::on(const PaymentReceived& body) {
  Result<Held*> held = match(body);
  if (!held) return unexpected(held.error());
  if (*held && (*held)->value.currency == body.sum.currency) {
    return on_case(**held, fact_, fields_);
  }
  // Money is never turned away: what matches nothing waits until somebody says whose it is.
  const PersonId nobody{"payment:" + fact_.key.value};
  Result<Taken> taken = on_tenant(EntryKind::payment_unmatched, nobody);
  if (!taken) return taken;
  desk_.batch().unmatched.push_back({fact_.key, body.sum, body.value_date, desk_.state().position});
  taken->unmatched = true;
  return taken;
}

// A payment in the queue of those that match nothing, as of now.
Result<std::optional<UnmatchedPayment>> Taker::waiting_payment(const FactKey& key) {
  const auto& done = desk_.batch().unmatched_done;
  if (std::find(done.begin(), done.end(), key) != done.end()) {
    return std::optional<UnmatchedPayment>{};
  }
  for (const UnmatchedPayment& one : desk_.batch().unmatched) {
    if (one.key == key) return std::optional{one};
  }
  Result<std::vector<UnmatchedPayment>> stored =
      desk_.shell().store->unmatched(desk_.shell().shard);
  if (!stored) return unexpected(stored.error());
  for (const UnmatchedPayment& one : *stored) {
    if (one.key == key) return std::optional{one};
  }
  return std::optional<UnmatchedPayment>{};
}

Result<Taken> Taker::on(const PaymentAssigned& body) {
  Result<std::optional<UnmatchedPayment>> found = waiting_payment(body.payment);
  if (!found) return unexpected(found.error());
  if (!*found) return refuse("no unmatched payment has the key " + body.payment.value);
  Result<Held*> held = desk_.find_case(body.case_id);
  if (!held) return unexpected(held.error());
  if (!*held) return refuse(no_case(body.case_id));
  if ((*held)->value.currency != (*found)->sum.currency) {
    return refuse("the payment is in " + (*found)->sum.currency.code() + ", the case in " +
                  (*held)->value.currency.code());
  }
  Result<Fact> payment = desk_.recorded_fact((*found)->position);
  if (!payment) return unexpected(payment.error());
  auto& received = std::get<PaymentReceived>(payment->what);
  received.case_id = body.case_id;
  received.claim = body.claim;
  Result<Taken> assigned = on_tenant(EntryKind::fact_recorded);
  if (!assigned) return assigned;
  desk_.batch().unmatched_done.push_back(body.payment);
  return on_case(**held, *payment, {});
}

// The case in which the payment was recorded; null when there is none.
Result<Held*> Taker::case_of_payment(const FactKey& payment) {
  Result<std::vector<Held*>> all = desk_.cases_with_key(payment_key(payment));
  if (!all) return unexpected(all.error());
  // A payment of this very batch is not in the store's index yet.
  for (auto& [id, held] : desk_.cases()) {
    if (std::find(all->begin(), all->end(), &held) == all->end()) all->push_back(&held);
  }
  for (Held* held : *all) {
    for (const RecordedFact& one : held->value.facts) {
      if (one.fact.key == payment && std::holds_alternative<PaymentReceived>(one.fact.what)) {
        return held;
      }
    }
  }
  return static_cast<Held*>(nullptr);
}

// A payment that matched nothing goes back; of a refund the sum is the whole.
Result<Taken> Taker::on_waiting(const FactKey& payment, const Money* whole) {
  Result<std::optional<UnmatchedPayment>> waiting = waiting_payment(payment);
  if (!waiting) return unexpected(waiting.error());
  if (!*waiting) return refuse("there is no payment with the key " + payment.value);
  if (whole != nullptr && (*waiting)->sum != *whole) {
    return refuse("a payment that matched nothing is refunded whole, or assigned first");
  }
  Result<Taken> taken = on_tenant(EntryKind::fact_recorded);
  if (taken) desk_.batch().unmatched_done.push_back(payment);
  return taken;
}

Result<Taken> Taker::on(const PaymentReversed& body) {
  Result<Held*> held = case_of_payment(body.payment);
  if (!held) return unexpected(held.error());
  return *held ? on_case(**held, fact_, fields_) : on_waiting(body.payment, nullptr);
}

Result<Taken> Taker::on(const PaymentRefunded& body) {
  Result<Held*> held = case_of_payment(body.payment);
  if (!held) return unexpected(held.error());
  if (!*held) return on_waiting(body.payment, &body.sum);
  Result<std::string> why = wrong_in_refund(desk_, **held, body);
  if (!why) return unexpected(why.error());
  return why->empty() ? on_case(**held, fact_, fields_) : refuse(*std::move(why));
}

Result<Taken> Taker::on(const RemittanceMade& body) {
  Result<std::string> why = wrong_in_remittance(desk_, body);
  if (!why) return unexpected(why.error());
  return why->empty() ? on_creditor(body.creditor) : refuse(*std::move(why));
}

Result<Taken> Taker::on(const PaymentsComplete&) {
  const std::optional<Date> before = desk_.payments_complete();
  Result<Taken> taken = on_tenant(EntryKind::fact_recorded);
  if (!taken) return taken;
  const std::optional<Date> now = desk_.payments_complete();
  if (!now || (before && *now <= *before)) return taken;
  Result<std::vector<CaseId>> waiting =
      desk_.shell().store->waiting_for_payments(desk_.shell().shard, *now);
  if (!waiting) return unexpected(waiting.error());
  for (const CaseId& id : *waiting) desk_.look_at_stored(id, desk_.moment().instant);
  return taken;
}

}  // namespace arrears::engine
