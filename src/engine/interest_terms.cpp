// What mandates state on interest, for the cases that open under them.
#include <engine/mandate.hpp>

namespace arrears::engine {

namespace {

// Reads on from where the stream of the creditor has been read to.
Result<Unit> read_on(Shell& shell, const CreditorId& creditor, StatedInterest& known) {
  known.read_to.done = false;
  while (!known.read_to.done) {
    Result<EntryPage> page =
        shell.store->entries(shell.shard, creditor_stream(creditor), known.read_to, page_size);
    if (!page) return unexpected(page.error());
    for (const Entry& entry : page->entries) {
      const Result<EntryBody> body = decode_body(entry.kind, entry.schema, entry.payload);
      if (!body) return unexpected(body.error());
      const auto* recorded = std::get_if<FactRecorded>(&*body);
      if (recorded == nullptr) continue;
      const auto* stated = std::get_if<MandateStated>(&recorded->fact.what);
      if (stated == nullptr || !stated->interest) continue;
      known.all.push_back({stated->mandate, recorded->fact.effective, *stated->interest});
    }
    known.read_to = page->next;
    if (page->entries.empty()) break;
  }
  return Unit{};
}

}  // namespace

void Desk::state_interest(const MandateStated& stated, Date from) {
  if (!stated.interest) return;
  stated_here_[stated.creditor].push_back({stated.mandate, from, *stated.interest});
}

Result<std::optional<InterestTerms>> Desk::interest_terms(const CaseOpened& opened, Date on) {
  StatedInterest& known = shell_.stated_interest[opened.creditor];
  if (terms_read_.insert(opened.creditor).second) {
    if (Result<Unit> done = read_on(shell_, opened.creditor, known); !done) {
      return unexpected(done.error());
    }
  }
  const MandateId mandate = mandate_of(opened.mandate, opened.creditor);
  const StatedInterest::One* out = nullptr;
  const auto take = [&](const std::vector<StatedInterest::One>& all) {
    for (const StatedInterest::One& one : all) {
      if (one.mandate != mandate || on < one.from) continue;
      if (out == nullptr || out->from <= one.from) out = &one;
    }
  };
  take(known.all);
  take(stated_here_[opened.creditor]);
  if (out == nullptr) return std::optional<InterestTerms>{};
  return std::optional{out->terms};
}

}  // namespace arrears::engine
