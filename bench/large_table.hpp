// The large table of the workloads: 2 880 rows of four columns and a catch-all, as rules.
#pragma once

#include <fmt/format.h>

#include <string>

namespace bench {

inline std::string large_table() {
  std::string out = "# language: en\nlist product ";
  for (int product = 0; product < 40; ++product) {
    out += fmt::format("{}p{}", product == 0 ? "" : ", ", product);
  }
  out +=
      "\nlist treatment  early, late\n\nfield product     product of claim\n"
      "field risk_score  number of person\n\ntable large\n"
      "  | product | days_past_due | debt | risk_score || treatment |\n";
  const char* days[] = {"0 days",        "1 .. 30 days",   "31 .. 60 days",
                        "61 .. 90 days", "91 .. 180 days", "181 .. 720 days"};
  const char* debts[] = {"<= 99.99 EUR", "100 .. 999.99 EUR", "1 000 .. 9 999.99 EUR",
                         ">= 10 000 EUR"};
  const char* risks[] = {"<= 333", "334 .. 666", ">= 667"};
  for (int product = 0; product < 40; ++product) {
    for (const char* day : days) {
      for (const char* debt : debts) {
        for (const char* risk : risks) {
          out += fmt::format("  | p{} | {} | {} | {} || {} |\n", product, day, debt, risk,
                             product % 2 == 0 ? "early" : "late");
        }
      }
    }
  }
  return out + "  | otherwise | - | - | - || early |\n";
}

}  // namespace bench
