// What the coming days hold for the cases of a store, and how that would differ under other rules:
// the core that runs the real days runs them over a copy (memory::copy_of).
#ifndef ARREARS_ENGINE_FORECAST_HPP
#define ARREARS_ENGINE_FORECAST_HPP

#include <arrears/engine/engine.hpp>

namespace arrears {

struct ForecastOptions {
  Date until{};  // last day
  // Supposed to come, each on its effective day; none may lie before the day that is open.
  std::vector<Fact> facts{};
  // Payments through the day before count as complete on each day, by every source that has ever
  // said so. Without it nothing that waits for complete payments happens.
  bool payments_known = true;
  // Open cases go on under the rulebook of the parts. Those that would be stranded keep theirs.
  bool migrate = false;
  std::function<void(std::uint64_t, std::uint64_t)> progress{};  // days done, of days
};

// Something that a day brings for a case.
struct ForecastLine {
  enum class What : std::uint8_t {
    sent,      // name: channel and message; sum: what it costs
    not_sent,  // rejected, cancelled or expired; why
    task,      // name: text; who: team
    question,  // a step that waits for a person; who: team
    state,     // name: the state that begins
    closed,    // name: the reason
    fee,       // name; sum
    write_off,
    hand_over,    // name: recipient; sum: what it costs
    instalments,  // a plan that ends, or an offer that is answered
    set_aside     // a defect of the rules; why
  } what = What::sent;
  Date day{};
  CaseId case_id{};
  std::string name{}, who{}, why{};
  std::optional<Money> sum{};
  friend bool operator==(const ForecastLine&, const ForecastLine&) = default;
};
ARREARS_API std::string_view word_for(ForecastLine::What what);

struct Forecast {
  Date first{}, last{};                // first: the day that was open
  std::vector<ForecastLine> lines{};   // in the order in which they come about
  std::vector<std::string> refused{};  // supposed facts that were refused, and why
  std::optional<MigrationReport> migrated{};
  friend bool operator==(const Forecast&, const Forecast&) = default;
};

// `parts.store` is a copy that is written to and thrown away; the channels are those that the
// rulebook names, and accept everything. Nothing outside is touched. Errors: a day before the open
// one, a store in which no day was ever opened, a fact that is wrong by itself.
ARREARS_API Result<Forecast> forecast(EngineParts parts, const Caller& by,
                                      const ForecastOptions& options);

// Something that one of two forecasts has and the other has not, or on another day. The first, the
// second ... of a kind and name in a case are taken for each other.
struct ForecastChange {
  ForecastLine::What what = ForecastLine::What::sent;
  CaseId case_id{};
  std::string name{}, who{};
  std::optional<Date> before{}, after{};
  friend bool operator==(const ForecastChange&, const ForecastChange&) = default;
};
// By case, then in the order of the days.
ARREARS_API std::vector<ForecastChange> changes(const Forecast& before, const Forecast& after);

// Text (sums by kind and name; with `lines` each line, too), CSV (lines only) or JSON. `html` gives
// text. Equal forecasts give equal bytes.
ARREARS_API std::string render(const Forecast& forecast, CalculationFormat format, bool lines);
ARREARS_API std::string render(const std::vector<ForecastChange>& changes, CalculationFormat format,
                               bool lines);

}  // namespace arrears

#endif
