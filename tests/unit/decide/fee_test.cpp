// Charges by law: what the pack gives, and what it says where it gives nothing.
#include <law/pack_data.hpp>

#include "book.hpp"

using namespace arrears;
using namespace arrears::literals;

namespace {

// A law whose lump sum of 40 euro is due in koruna, with the rate of one day.
LawPack law_in_euro() {
  LawRows rows;
  FeeRow fee;
  fee.line.id = "XX.lump_sum";
  fee.line.names["en"] = "lump_sum";
  fee.line.selector = Selector::default_from;
  fee.sum = 40_eur;
  fee.converted_to = koruna;
  rows.fees.push_back(fee);
  rows.exchange.push_back(
      {Currency{"EUR"}, koruna, Date{2026, 7, 31}, {24'501'500}, "made up", true});
  return LawPack(build_pack("XX", std::move(rows)));
}

// A plan that charges the lump sum on the day after the due date.
World charging(Date due) {
  Book b;
  b.plan().name = "p";
  b.plan().law = "XX";
  b.plan().currency = koruna;
  b.plan().start = b.state("first");
  Step charge;
  charge.action = ActionKind::charge;
  charge.fee = "XX.lump_sum";
  charge.by_law = true;
  b.line("first", Book::entry()).steps = {charge};
  World w(b.done(), LawPacks({law_in_euro()}));
  w.begin(due + Days{1}, {invoice("FV-1", 1'000'000, due)});
  return w;
}

}  // namespace

TEST_CASE("a lump sum in another currency is charged at the rate of its day, and names it") {
  const World w = charging(Date{2026, 8, 31});
  REQUIRE(w.value.postings.size() == 1);
  CHECK(w.value.postings[0].sum == 980.06_czk);
  CHECK(w.value.postings[0].basis == "XX.lump_sum: 40.00 EUR at 24.5015 of 2026-07-31 (made up)");
}

TEST_CASE("without the rate nothing is charged") {
  CHECK(charging(Date{2026, 9, 1}).value.postings.empty());
}
