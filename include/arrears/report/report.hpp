// A portfolio's figures, read off the journal: what was opened, paid, sent, cancelled and is open.
#ifndef ARREARS_REPORT_REPORT_HPP
#define ARREARS_REPORT_REPORT_HPP

#include <arrears/spi/store.hpp>

namespace arrears {

// Sums of one currency. Days sales outstanding is the mean of the days from the opening of a case
// to the value date of what was paid on it, weighted by what was paid; hundredths of a day.
struct CurrencyFigures {
  Currency currency{};
  Money opened{};  // principal of all claims
  Money paid{};    // not reversed
  Money charged{}, written_off{};
  Money open{};  // debt of open cases as the store has it
  std::int64_t days_outstanding_hundredths = 0;
};

// One calendar month.
struct MonthFigures {
  int year = 0, month = 0;
  std::uint64_t opened = 0, closed = 0, tasks = 0;
  std::map<std::string, std::uint64_t> sent{};  // by message
  std::map<std::string, std::uint64_t> by_channel{};
  std::map<std::string, std::int64_t> paid_minor{};  // by currency code
  std::map<std::string, std::int64_t> open_minor{};  // principal not yet paid at the month's end
};

struct PortfolioReport {
  std::optional<Date> first{}, last{};  // days opened
  std::uint64_t cases = 0, open_cases = 0, entries = 0, unmatched = 0;
  std::vector<CurrencyFigures> currencies{};  // by code
  std::vector<MonthFigures> months{};         // without gaps
  std::map<std::string, std::uint64_t> open_by_state{};
  // message -> channel -> how many
  std::map<std::string, std::map<std::string, std::uint64_t>> sent{};
  std::map<std::string, std::uint64_t> not_sent{};  // cancelled or expired, by message
  std::map<std::string, std::uint64_t> tasks{};     // by text
};

// Reads every entry once; memory grows with the number of open cases, not of entries.
ARREARS_API Result<PortfolioReport> portfolio_report(Store& store, const TenantId& tenant);

// A page that opens without a network: figures, tables, charts as drawings in the page itself.
ARREARS_API std::string render_html(const PortfolioReport& report, std::string_view title);
ARREARS_API std::string render_json(const PortfolioReport& report);
ARREARS_API std::string render_text(const PortfolioReport& report);

}  // namespace arrears

#endif
