// Intake: rows of a CSV file to facts, by a mapping that names columns and spellings. Pure: bytes
// in, facts and verdicts out; nothing is stored here (Engine::submit does).
#ifndef ARREARS_INTAKE_IMPORT_HPP
#define ARREARS_INTAKE_IMPORT_HPP

#include <arrears/model/fact.hpp>
#include <arrears/model/running.hpp>
#include <arrears/rulebook/rulebook.hpp>

namespace arrears {

// claims open cases; payments, receipts, promises, instalments, offers, mandates and costs are what
// their names say; complete states that the payments of a source are in; facts are whole facts, one
// JSON object a line, as to_json(Fact) writes them.
enum class ImportKind : std::uint8_t {
  claims,
  payments,
  receipts,
  complete,
  promises,
  instalments,
  liabilities,
  mandates,
  facts,
  costs,
  offers
};

// Which claims form a case: each claim its own (invoices), those of one contract, or those of one
// creditor and debtor. Claims of one case share creditor, debtor and currency.
enum class Grouping : std::uint8_t { by_claim, by_contract, by_debtor };

enum class DateOrder : std::uint8_t { iso, day_month_year, month_day_year };

// How a file is to be read. Written by hand as lines "name: value"; see docs/import.md.
struct Mapping {
  char delimiter = ',';
  std::string encoding = "utf-8";  // utf-8, cp1250, iso-8859-2
  DateOrder dates = DateOrder::iso;
  char decimal = '.';
  Grouping grouping = Grouping::by_claim;
  std::map<std::string, std::string> columns{};  // our name -> heading in the file
  std::map<std::string, std::string> values{};   // our name -> the same value for every row
  std::map<std::string, std::string> fields{};   // host field -> heading in the file
  std::map<std::string, std::map<std::string, std::string>> words{};  // our name: theirs -> ours

  // An empty text: headings equal our names. Errors name the line.
  ARREARS_API static Result<Mapping> parse(std::string_view text);
};

// What became of one row.
struct RowVerdict {
  std::size_t line = 0;  // of the file, from 1, where the row begins
  std::string column{};  // heading of the cell at fault, if one is
  std::string reason{};  // empty: taken
};

struct ImportLimits {
  std::size_t bytes = 1u << 30;  // more than any statement or portfolio of one customer
  std::size_t rows = 10'000'000;
};

// The rows of a file as facts.
struct ImportOutcome {
  std::vector<Fact> facts{};
  std::vector<std::vector<std::size_t>> rows{};   // facts[i] came from verdicts[rows[i][..]]
  std::vector<RowVerdict> verdicts{};             // one a row, in order of the file
  std::vector<std::vector<std::string>> cells{};  // the rows as read, UTF-8; of facts the line
  std::vector<std::string> heading{};             // empty: lines, not a table

  std::size_t rejected() const {
    std::size_t count = 0;
    for (const RowVerdict& verdict : verdicts) count += verdict.reason.empty() ? 0 : 1;
    return count;
  }
  // Claims whose row names a case that runs join it: what would open the case becomes a fact for
  // each claim that the case does not have. One of another creditor is rejected.
  ARREARS_API void join(const RunningCases& running);
  // A fact that is refused later takes its rows along.
  ARREARS_API void reject(std::size_t fact, const std::string& reason);
  // The facts of the rows that were not rejected. Where one row of a case was, its others are now.
  ARREARS_API std::vector<Fact> accepted();
  // The rejected rows with their heading and a last column `rejected because`, UTF-8, so that it
  // can be mended and imported with the same mapping: where that names another encoding, a byte
  // order mark says so. Cells that a spreadsheet would take for a formula are prefixed with ' and
  // read back without it. Rejected facts are their lines, each after a line "# reason", which is
  // read over.
  ARREARS_API std::string rejected_csv(const Mapping& mapping) const;
};

struct ImportOptions {
  Date today{};                        // effective date of what opens a case
  const Rulebook* rulebook = nullptr;  // kinds of host fields; without it they are texts
  ImportLimits limits{};
};

// Keys follow from the content (ids, bank references), so importing a file twice changes nothing.
// A file that cannot be read at all (encoding, no heading, a needed column missing, limits) is an
// error; a row that cannot is a verdict.
ARREARS_API Result<ImportOutcome> read_rows(ImportKind kind, std::string_view bytes,
                                            const Mapping& mapping, const ImportOptions& options);

// The columns that a kind knows, with a sentence each, for help texts and docs.
struct ImportColumn {
  const char* name;
  bool needed;
  const char* meaning;
};
ARREARS_API std::vector<ImportColumn> import_columns(ImportKind kind);

}  // namespace arrears

#endif
