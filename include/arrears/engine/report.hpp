// What the engine answers. No result holds wall-clock time.
#ifndef ARREARS_ENGINE_REPORT_HPP
#define ARREARS_ENGINE_REPORT_HPP

#include <arrears/ledger/costs.hpp>
#include <arrears/ledger/instalments.hpp>
#include <arrears/model/journal.hpp>

namespace arrears {

struct SubmitReport {
  std::size_t stored = 0;  // new
  std::size_t known = 0;   // same key, same content
};

struct DayReport {
  Date day{};
  std::size_t recorded = 0;   // facts
  std::size_t decided = 0;    // cases with a decision
  std::size_t looked_at = 0;  // cases looked at
  std::size_t ordered = 0;    // messages
  std::size_t tasks = 0;
  std::size_t unmatched = 0;           // payments that found no case
  std::vector<std::string> refused{};  // facts that could not be recorded: key and reason
  std::vector<std::string> waits_for_payments{};  // cases whose orders wait
  std::vector<std::string> set_aside{};           // cases that a defect of the rulebook stopped
};

struct DispatchReport {
  std::size_t sent = 0, deferred = 0, cancelled = 0, expired = 0, rejected = 0, retried = 0,
              uncertain = 0;
};

// What the rules of a case would answer to an offer.
struct OfferVerdict {
  // left_open: no line of the plan answers; people do.
  enum class Answer : std::uint8_t { accepted, refused, left_open } answer = Answer::left_open;
  std::string because{};
  Money rest{};                      // of the debt after the last instalment, were all of them paid
  std::vector<std::string> acts{};   // what else would be done, as explain says it
  std::vector<std::string> lines{};  // "file.plan:65  on offer if ...": which lines act
  ARREARS_API std::string text(std::string_view language) const;
  ARREARS_API std::string json() const;
};

// A case for a person to read.
struct CaseReport {
  Case value{};
  Balance balance{};
  std::vector<PersonDebt> persons{};           // where others than the first debtor answer, too
  std::vector<ClaimLimitation> limitations{};  // where the law pack knows any period
  std::vector<PromiseStatus> promises{};
  std::vector<InstalmentPlan> instalments{};
  std::vector<InstalmentOffer> offers{};
  CaseCosts costs{};          // up to today; not what the debtor owes
  std::vector<Hold> holds{};  // that hold today, the person's and the law's included
  std::optional<Date> next_look{};
  Date today{};
  ARREARS_API std::string text(std::string_view language) const;
  ARREARS_API std::string json() const;
};

// Why a case stands where it does, or why a step did not happen and when that can clear.
struct Explanation {
  struct Line {
    Date on{};
    std::string what{};
    std::string place{};  // file:line and the rule as written
    std::vector<Reading> readings{};
  };
  std::string headline{};
  std::vector<Line> lines{};
  std::optional<Date> clears_on{};
  std::string language{};  // of headline and lines
  // Dates and what frames the lines are in `language`, which is that of the lines unless another
  // one is given.
  ARREARS_API std::string text(std::string_view language = {}) const;
  ARREARS_API std::string json() const;
};

// What verify found. Against heads kept outside it can say "untampered"; alone only "consistent".
struct Verdict {
  std::vector<std::string> problems{};  // each names stream, entry or row
  std::uint64_t entries = 0, cases = 0, persons = 0;
  bool against_heads = false;
  bool sound() const { return problems.empty(); }
  ARREARS_API std::string text(std::string_view language) const;
  ARREARS_API std::string json() const;
};

}  // namespace arrears

#endif
