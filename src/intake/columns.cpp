// The columns that each kind of import knows. One list for reading, help and docs.
#include <arrears/intake/import.hpp>

namespace arrears {

namespace {

// What debtors agree to.
std::vector<ImportColumn> agreed_columns(ImportKind kind) {
  if (kind == ImportKind::promises) {
    return {{"case", true, "id of the case"},
            {"sum", true, "what was promised, above zero"},
            {"currency", true, "ISO 4217 code"},
            {"by", true, "the promised day"},
            {"date", false, "day on which it was promised; default the day of import"},
            {"id", false, "the host's own id of the promise; default its two days"},
            {"person", false, "who promised; default the first debtor"}};
  }
  std::vector<ImportColumn> out{
      {"case", true, "id of the case; the rows of one plan make one fact"},
      {"due", true, "day by which this instalment is to be paid, one a day"},
      {"sum", true, "of this instalment, above zero"},
      {"currency", true, "ISO 4217 code"},
      {"waives_interest", false, "yes: no interest while the plan holds; default no"}};
  if (kind == ImportKind::offers) {
    out.push_back({"offer", false, "id of the offer in its case; default its day"});
    out.push_back({"offered", false, "day of the offer; default the day of import"});
    out.push_back({"person", false, "who offers; default the first debtor"});
  } else {
    out.push_back({"plan", false, "id of the plan in its case; default the day of the agreement"});
    out.push_back({"agreed", false, "day of the agreement; default the day of import"});
    out.push_back({"person", false, "whom the plan binds; default the first debtor"});
  }
  return out;
}

std::vector<ImportColumn> mandate_columns() {
  return {
      {"mandate", true, "id of the mandate, as cases name it; its rows of one `id` are one fact"},
      {"creditor", false, "whose mandate it is; default own"},
      {"currency", true, "ISO 4217 code"},
      {"from", true, "first value date for which the terms hold"},
      {"until", false, "last value date; default open"},
      {"above", true, "the rate holds for what was collected above this sum; 0 for the first"},
      {"rate", true, "commission, per cent, point or comma"},
      {"vat", false, "on commission, per cent; default 0"},
      {"tiers", false, "by_case (default) or by_mandate: what `above` counts"},
      {"phases", false, "in which the case stood, separated by spaces; default any"},
      {"components", false, "to which the payment was credited; default any"},
      {"receivers", false, "agency, creditor, bailiff, court; default any"},
      {"min_days", false, "past due, from; default 0"},
      {"max_days", false, "past due, to; default no end"},
      {"rounding", false, "of interest: at_end, per_event or per_period"},
      {"round_to", false, "of interest: the sum it is rounded to, such as 1 or 0.01"},
      {"payment_day", false, "bears: interest runs on the day of payment; or bears_none"},
      {"day_count", false,
       "of interest, in place of the rule's: act_act, act_365, act_360, thirty_360"},
      {"date", false, "day on which the terms were stated; default the day of import"},
      {"id", false, "the host's own id of the terms; default `from`"}};
}

std::vector<ImportColumn> liability_columns() {
  return {{"claim", true, "id of the claim; it has to be in an open case"},
          {"person", true, "id of the person who answers for it; opaque, never a birth number"},
          {"role", false, "debtor, co_debtor, guarantor or heir; default co_debtor"},
          {"share", false, "of the claim, such as 1/3, 0.25 or 25 %; default all of it"},
          {"limit", false, "up to which sum; default all of it"},
          {"currency", false, "of the limit"},
          {"from", false, "first day on which the person answers for it"},
          {"until", false, "last day: a release"},
          {"basis", false, "why: a contract, an inheritance"},
          {"date", false, "day on which this takes effect; default the day of import"},
          {"id", false, "the host's own id of the statement; default its content and day"}};
}

void add_person_columns(std::vector<ImportColumn>& columns) {
  columns.insert(columns.end(), {{"name", false, "name of the debtor; private"},
                                 {"email", false, "private"},
                                 {"phone", false, "private"},
                                 {"address", false, "private"},
                                 {"identifier", false, "company or tax number; private"},
                                 {"kind", false, "company or natural"},
                                 {"language", false, "of messages, ISO 639-1"},
                                 {"zone", false, "of the debtor, such as Europe/Prague"}});
}

std::vector<ImportColumn> claim_columns() {
  return {{"claim", true, "id of the claim, unique in the tenant"},
          {"debtor", true, "id of the person who owes it; opaque, never a birth number"},
          {"principal", true, "what was owed at first, above zero"},
          {"currency", true, "ISO 4217 code"},
          {"due", true, "last day to pay in time"},
          {"plan", true, "name of the plan that runs the case"},
          {"case", false, "id of the case; by default that of its first claim"},
          {"contract", false, "groups claims when the mapping says group: contract"},
          {"creditor", false, "whose claim it is; default own"},
          {"mandate", false, "terms under which it is collected"},
          {"portfolio", false, "group of cases that is configured together"},
          {"batch", false, "what the case was imported with"},
          {"obligation", false, "day of the legal act; Czech law needs it"},
          {"relation", false, "business, consumer or public_body; Czech law needs it"},
          {"law", false, "country of the governing law; default that of the plan"},
          {"agreed_rate", false, "agreed default interest, per cent a year, point or comma"},
          {"variable", false, "variable symbol of payments, up to 10 digits"},
          {"specific", false, "specific symbol, up to 10 digits"},
          {"constant", false, "constant symbol, up to 4 digits"},
          {"reference", false, "payment reference"},
          {"limitation", false, "line of the law pack by which it becomes time-barred"},
          {"maturities", false, "days and parts of principal: 2026-09-01 = 500.00; ..."},
          {"demanded", false, "day on which the creditor first demanded it"},
          {"security", false, "how well it is secured: 0 (not at all, default) to 255"},
          {"damages_of", false, "id of the claim for whose breach it is damages"},
          {"allocation", false, "agreed order of crediting: components, separated by spaces"},
          {"contract_rate", false, "interest for the use of the money, per cent a year"},
          {"contract_from", false, "first day that bears it; needed with `contract_rate`"},
          {"contract_until", false, "last day; default open"},
          {"penalty_daily", false, "contractual penalty, per cent of the principal a day"},
          {"penalty_from", false, "first day that bears it; default the day after `due`"},
          {"credit", false, "of a consumer credit: its total amount, in the same currency"},
          {"opened", false, "day on which the case opens; default the day of import"}};
}

std::vector<ImportColumn> own_columns(ImportKind kind) {
  switch (kind) {
    case ImportKind::claims: return claim_columns();
    case ImportKind::payments:
      return {
          {"sum", true, "what was paid, above zero"},
          {"currency", true, "ISO 4217 code"},
          {"date", true, "value date"},
          {"id", false, "the bank's own reference, unique in its source"},
          {"source", false, "bank account or cash desk; default bank"},
          {"case", false, "id of the case that it is for"},
          {"claim", false, "id of the claim that it is for"},
          {"variable", false, "variable symbol"},
          {"specific", false, "specific symbol"},
          {"constant", false, "constant symbol"},
          {"reference", false, "payment reference"},
          {"receiver", false, "agency (default), creditor, bailiff or court"},
          {"way", false, "voluntary (default), bailiff, court, insolvency or set_off"},
          {"order", false, "in which it is to be credited: components, separated by spaces"},
          {"order_agreed", false, "yes: the creditor agreed to it; default no"},
          {"reverses", false, "id of the payment that this row takes back, whole"},
          {"refunds", false, "id of the payment of which this row gives `sum` back"},
          {"person", false, "id of whoever paid, of those who answer; default the first debtor"},
          {"payer", false, "private"},
          {"message", false, "private"}};
    case ImportKind::receipts:
      return {{"what", true, "delivered, failed or opened"},
              {"date", true, "day on which it happened"},
              {"sending", false, "key of the sending"},
              {"provider_id", false, "id that the provider gave"}};
    case ImportKind::promises:
    case ImportKind::instalments:
    case ImportKind::offers: return agreed_columns(kind);
    case ImportKind::liabilities: return liability_columns();
    case ImportKind::mandates: return mandate_columns();
    case ImportKind::costs:
      return {{"case", true, "id of the case that it was spent on"},
              {"sum", true, "without VAT; not zero, below zero for money back"},
              {"currency", true, "ISO 4217 code, that of the case"},
              {"date", true, "day of the cost"},
              {"kind", false, "a word of the host, such as court_fee"},
              {"vat", false, "rate of value added tax, per cent, point or comma; default 0"},
              {"reference", false, "of an invoice or the like"},
              {"id", false, "the host's own id of the cost; default its content and day"}};
    case ImportKind::complete:
      return {{"through", true, "all payments with a value date up to this day are in"},
              {"source", false, "bank account or cash desk; default bank"}};
    case ImportKind::facts: return {};  // lines of JSON, not a table
  }
  return {};
}

}  // namespace

std::vector<ImportColumn> import_columns(ImportKind kind) {
  std::vector<ImportColumn> out = own_columns(kind);
  if (kind == ImportKind::claims || kind == ImportKind::liabilities) add_person_columns(out);
  return out;
}

}  // namespace arrears
