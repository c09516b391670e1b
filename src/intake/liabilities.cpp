#include <fmt/format.h>

#include <intake/liabilities.hpp>

namespace arrears::intake {

namespace {

Liability liability_of(RowReader& row) {
  Liability out;
  out.claim = {row.needed("claim")};
  out.person = {row.needed("person")};
  out.role = static_cast<Liability::Role>(
      row.word("role", {"debtor", "co_debtor", "guarantor", "heir"}, 1));
  out.from = row.date("from");
  out.until = row.date("until");
  out.basis = row.text("basis");
  const std::string share = row.text("share"), limit = row.text("limit");
  if (!share.empty() && !limit.empty()) row.fail("limit", "both a share and a limit");
  if (!share.empty()) {
    out.extent = Liability::Extent::share;
    if (const Result<Share> read = Share::parse(share)) {
      out.share = *read;
    } else {
      row.fail("share", read.error().message);
    }
  } else if (!limit.empty()) {
    out.extent = Liability::Extent::limit;
    out.limit = row.needed_money("limit");
    if (row.good() && out.limit.minor <= 0) row.fail("limit", "a limit is above zero");
  }
  if (row.good() && out.from && out.until && *out.until < *out.from) {
    row.fail("until", "the last day lies before the first");
  }
  return out;
}

}  // namespace

void read_liability(RowReader& row, std::size_t index, const ImportOptions& options,
                    ImportOutcome& out) {
  Liability liability = liability_of(row);
  const PersonStated person = row.person(liability.person, options.rulebook);
  const Date date = row.date("date").value_or(options.today);
  if (!row.good()) return;
  constexpr const char* roles[]{"debtor", "co_debtor", "guarantor", "heir"};
  const std::string id = row.text("id");
  const std::string key =
      !id.empty()
          ? "liability:" + id
          : fmt::format("liability:{}:{}:{}:{}", liability.claim.value, liability.person.value,
                        roles[static_cast<std::size_t>(liability.role)], date.text());
  if (says_anything(person)) {
    out.facts.push_back({{"person:" + key}, date, person});
    out.rows.push_back({index});
  }
  out.facts.push_back({{key}, date, LiabilityStated{std::move(liability)}});
  out.rows.push_back({index});
}

}  // namespace arrears::intake
