#include <fmt/format.h>

#include <arrears/model/journal.hpp>
#include <intake/fact_lines.hpp>

namespace arrears::intake {

Result<ImportOutcome> read_facts(std::string_view text, const ImportOptions& options) {
  ImportOutcome out;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line.front() == '#') continue;
    if (out.verdicts.size() == options.limits.rows) {
      return unexpected(ErrorCode::limit,
                        fmt::format("more than {} rows; split the file", options.limits.rows));
    }
    RowVerdict& verdict = out.verdicts.emplace_back();
    verdict.line = number;
    out.cells.push_back({std::string(line)});
    Result<Fact> fact = fact_from_json(line);
    if (fact && fact->key.empty()) fact = unexpected(ErrorCode::invalid, "`key` is missing");
    if (!fact) {
      verdict.reason = fact.error().message;
      continue;
    }
    out.facts.push_back(*std::move(fact));
    out.rows.push_back({out.verdicts.size() - 1});
  }
  return out;
}

}  // namespace arrears::intake
