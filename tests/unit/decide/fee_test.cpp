// Charges by law: what the pack gives, and what it says where it gives nothing.
#include <arrears/ledger/ledger.hpp>
#include <law/pack_data.hpp>
#include <map>

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
World charging(Claim claim, const LawPack& law, Date first) {
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
  World w(b.done(), LawPacks({law}));
  w.begin(first, {std::move(claim)});
  return w;
}

World charging(Date due) {
  return charging(invoice("FV-1", 1'000'000, due), law_in_euro(), due + Days{1});
}

// 40 for each maturity of up to 5 000, 70 above.
LawPack law_per_maturity() {
  LawRows rows;
  FeeRow fee;
  fee.line.id = "XX.lump_sum";
  fee.line.names["en"] = "lump_sum";
  fee.line.selector = Selector::default_from;
  fee.per_maturity = true;
  fee.sum = 40_czk;
  fee.band.until = 500'000;
  rows.fees.push_back(fee);
  fee.sum = 70_czk;
  fee.band = {500'000, {}};
  rows.fees.push_back(fee);
  return LawPack(build_pack("XX", std::move(rows)));
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

// Art. 11 of the Polish act of 8 March 2013: the sum is due for each part that is not paid.
TEST_CASE("a sum for each maturity is charged for each that is late, by its own amount, once") {
  Claim claim = invoice("FV-1", 1'400'000, Date{2026, 9, 1});
  claim.maturities = {{Date{2026, 9, 1}, 4'000_czk},
                      {Date{2026, 9, 10}, 6'000_czk},
                      {Date{2026, 10, 1}, 4'000_czk}};
  World w = charging(claim, law_per_maturity(), Date{2026, 9, 15});
  REQUIRE(w.value.postings.size() == 2);
  CHECK(w.value.postings[0].maturity == Date{2026, 9, 1});
  CHECK(w.value.postings[0].sum == 40_czk);
  CHECK(w.value.postings[1].maturity == Date{2026, 9, 10});
  CHECK(w.value.postings[1].sum == 70_czk);
  const Calculation calculation =
      reckon(w.value, nullptr, law_per_maturity(), {.on = Date{2026, 9, 15}});
  std::map<Date, Money> charged;
  for (const CalculationLine& line : calculation.lines) {
    if (line.what == CalculationLine::What::charge) charged[line.maturity.value()] = line.amount;
  }
  CHECK(charged == std::map<Date, Money>{{Date{2026, 9, 1}, 40_czk}, {Date{2026, 9, 10}, 70_czk}});
}

TEST_CASE("no more is waived than is owed") {
  Book b;
  b.plan().name = "p";
  b.plan().currency = koruna;
  b.plan().start = b.state("first");
  Step waive;
  waive.action = ActionKind::waive;
  waive.sum = b.money(500'000);
  b.line("first", Book::entry()).steps = {waive, waive};
  World w(b.done(), LawPacks{});
  w.begin(Date{2026, 9, 9}, {invoice("FV-1", 100'000, Date{2026, 9, 1})});
  REQUIRE(w.value.postings.size() == 1);
  CHECK(w.value.postings[0].sum == 1'000_czk);
}
