// The portfolio of the demo as facts, by the day on which they become known.
#pragma once

#include <arrears/model/fact.hpp>

#include <map>
#include <string_view>
#include <vector>

namespace demo {

struct Portfolio {
  // Of one day: cases that open, then payments, then disputes.
  std::map<arrears::Date, std::vector<arrears::Fact>> facts;
  std::size_t invoices = 0;
};

// An error names the line and what is wrong with it.
arrears::Result<Portfolio> read_portfolio(std::string_view csv);

}  // namespace demo
