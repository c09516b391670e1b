// The samples of LANGUAGE.md part 9, cut into their parts; the whole text must come back.
#ifndef ARREARS_TESTS_DIAGNOSTIC_SAMPLES_HPP
#define ARREARS_TESTS_DIAGNOSTIC_SAMPLES_HPP

#include <arrears/model/diagnostic.hpp>

namespace arrears::samples {

// A table of samples: one field a line would hide them.
// clang-format off
inline std::vector<Diagnostic> diagnostics() {
  const Severity error = Severity::error, warning = Severity::warning;
  return {
      {"P0005", error, {"bad.plan", 3, 18, 3, 26},
       R"(this date reads as 9 January 2026 or as 1 September 2026)",
       R"(write the month as a word, or the date as 2026-01-09 or 2026-09-01)",
       R"(  effective from 9/1/2026)"},
      {"P0113", error, {"bad.plan", 14, 39, 14, 41},
       R"(`and` and `or` may not be mixed without parentheses)",
       R"(write `a and (b or c)` or `(a and b) or c`)",
       R"(term urgent  large and region = north or score > 4)"},
      {"P0101", error, {"bad.plan", 18, 10, 18, 11},
       R"(this cell should end here)",
       R"(sets use `or`)",
       R"(  | north, south  | 300 .. 500 || 5 business days |)"},
      {"P0112", error, {"bad.plan", 19, 10, 19, 12},
       R"(the divider `||` stands where the header has it; an empty cell is written `-`)",
       R"(the header has 2 cells before `||`)",
       R"(  | east |||| 7 days |)"},
      {"P0102", error, {"bad.plan", 24, 5, 24, 9},
       R"(expected a step (for example send, task, charge, go to))",
       R"(did you mean `send`?)",
       R"(    sned email "reminder")"},
      {"P0110", error, {"bad.plan", 26, 9, 26, 10},
       R"(the number needs a unit: days, business days or months?)",
       R"(write for example `7 days` or `7 business days`)",
       R"(  after 7: go to second)"},
      {"P0401", error, {"bad.plan", 31, 7, 31, 33},
       R"(channel `email` never confirms delivery: this line would act for everybody)",
       R"(use `unopened within` or `no reaction within`)",
       R"(      undelivered within 3 days: letter "reminder")"},
      {"P0204", error, {"bad.plan", 32, 23, 32, 29},
       R"(the plan has no state `notcie`)",
       R"(did you mean `notice`?)",
       R"(  after 7 days: go to notcie)"},
      {"P0403", warning, {"bad.plan", 37, 3, 37, 8},
       R"(the period of "notice" counts from entry, but the law counts from sending)",
       R"(write `after … from sent "notice"`)",
       R"(  after 7 days: go to first)"},
      {"P0502", error, {"bad.plan", 40, 9, 40, 24},
       R"(`broken_promises` is derived from facts)",
       R"(give the fact: `given history 2 September 2026: promise …`)",
       R"(  given broken_promises 2)"},
      {"P0320", error, {"short.plan", 6, 7, 6, 12},
       R"(no path by time leads out of state `first`: a case can stay here for ever)",
       R"(add a line `after … days: …`)",
       R"(state first)"},
      {"P0102", error, {"upominky.plan", 9, 5, 9, 10},
       R"(expected a step (for example send, task, charge, go to))",
       R"(did you mean `pošli`?)",
       R"(    poslí e-mail "připomenutí")"},
  };
}
// clang-format on

}  // namespace arrears::samples

#endif
