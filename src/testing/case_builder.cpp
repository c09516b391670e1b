#include <arrears/testing.hpp>

namespace arrears::testing {

namespace {

constexpr std::int64_t seconds_a_day = 86'400;

}  // namespace

Moment opening(Date day) {
  Moment out;
  out.day = day;
  out.instant.seconds = day.number() * seconds_a_day + 1;
  return out;
}

CaseBuilder::CaseBuilder(std::string plan) {
  opened_.case_id = {"C-1"};
  opened_.plan = std::move(plan);
  opened_.creditor = {"own"};
}

CaseBuilder& CaseBuilder::id(std::string id) {
  opened_.case_id = {std::move(id)};
  return *this;
}

CaseBuilder& CaseBuilder::claim(Claim claim) {
  opened_.claims.push_back(std::move(claim));
  return *this;
}

CaseBuilder& CaseBuilder::fields(FieldValues fields) {
  opened_.fields = std::move(fields);
  return *this;
}

Fact CaseBuilder::opening_fact(Date day) const {
  Fact out;
  out.key = {"opened:" + opened_.case_id.value};
  out.effective = day;
  out.what = opened_;
  return out;
}

Case CaseBuilder::opened(Date day) const {
  const Currency currency =
      opened_.claims.empty() ? Currency{} : opened_.claims.front().principal.currency;
  return open_case(opening_fact(day), Hash{}, currency, 1, opening(day));
}

Case CaseBuilder::in_state(std::string state, Date entered) const {
  Case out = opened(entered);
  Frame frame;
  frame.state = std::move(state);
  frame.stay = ++out.stays;
  frame.entered = entered;
  out.stack.push_back(std::move(frame));
  return out;
}

}  // namespace arrears::testing
