// Moving running cases to other rules: what was moved, or what stands in the way.
#ifndef ARREARS_ENGINE_MIGRATION_HPP
#define ARREARS_ENGINE_MIGRATION_HPP

#include <arrears/decide/decide.hpp>

namespace arrears {

struct MigrationOptions {
  LateLines late = LateLines::skip;
  bool dry_run = false;         // nothing is stored; an engine for reading will do
  std::vector<CaseId> cases{};  // these only; none = every open case
};

struct MigrationReport {
  // Cases of one plan that went from one state to another; empty = they have not begun.
  struct Move {
    std::string plan{}, from{}, to{};
    std::size_t cases = 0;
    friend bool operator==(const Move&, const Move&) = default;
  };
  // A line that was passed over, or what waited and was dropped, in so many cases.
  struct Line {
    std::string text{};
    std::size_t cases = 0;
    friend bool operator==(const Line&, const Line&) = default;
  };
  struct Stranded {
    CaseId case_id{};
    std::string why{};
    friend bool operator==(const Stranded&, const Stranded&) = default;
  };
  bool done = false;                 // false: a dry run, or cases are stranded and none was moved
  std::size_t already = 0;           // open cases that run under these rules
  std::vector<Move> moves{};         // in order of plan and states
  std::vector<Line> skipped{};       // in order of text
  std::vector<Line> dropped{};       // in order of text
  std::vector<Stranded> stranded{};  // by case
  ARREARS_API std::string text() const;
  friend bool operator==(const MigrationReport&, const MigrationReport&) = default;
};

}  // namespace arrears

#endif
