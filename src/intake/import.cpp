#include <fmt/format.h>

#include <algorithm>
#include <intake/claims.hpp>
#include <intake/costs.hpp>
#include <intake/fact_lines.hpp>
#include <intake/instalments.hpp>
#include <intake/liabilities.hpp>
#include <intake/mandates.hpp>
#include <set>
#include <text/csv.hpp>
#include <text/utf8.hpp>

namespace arrears {

namespace {

using intake::Layout;
using intake::RowReader;

std::optional<std::size_t> find_heading(const std::vector<std::string>& heading,
                                        std::string_view name) {
  const auto found = std::find(heading.begin(), heading.end(), name);
  if (found == heading.end()) return std::nullopt;
  return static_cast<std::size_t>(found - heading.begin());
}

unexpected file_error(std::string message) {
  return unexpected(ErrorCode::invalid, "line 1: " + std::move(message));
}

// Which cell holds what. A column that the mapping names has to be there; a needed one has to come
// from somewhere.
Result<Layout> lay_out(ImportKind kind, const Mapping& mapping,
                       const std::vector<std::string>& heading) {
  Layout out;
  for (const ImportColumn& column : import_columns(kind)) {
    const auto named = mapping.columns.find(column.name);
    const std::string& wanted = named == mapping.columns.end() ? column.name : named->second;
    if (const auto at = find_heading(heading, wanted)) {
      out.at.emplace(column.name, *at);
    } else if (named != mapping.columns.end()) {
      return file_error(
          fmt::format("no column `{}`, which the mapping names for `{}`", wanted, column.name));
    } else if (column.needed && !mapping.values.contains(column.name)) {
      return file_error(
          fmt::format("no column `{0}` ({1}); name it in the mapping: `column {0}: "
                      "HEADING`, or give one value for all rows: `value {0}: ...`",
                      column.name, column.meaning));
    }
  }
  for (const auto& [field, name] : mapping.fields) {
    const auto at = find_heading(heading, name);
    if (!at) {
      return file_error(
          fmt::format("no column `{}`, which the mapping names for field `{}`", name, field));
    }
    out.fields.emplace(field, *at);
  }
  const auto columns = import_columns(kind);
  for (const auto& named : mapping.columns) {
    const std::string& name = named.first;
    const bool known = std::any_of(columns.begin(), columns.end(),
                                   [&name](const ImportColumn& c) { return name == c.name; });
    if (!known)
      return file_error(
          fmt::format("the mapping names `{}`, which this kind of import "
                      "does not have",
                      name));
  }
  return out;
}

std::string payment_key(const PaymentReceived& payment, const std::string& id,
                        std::map<std::string, std::size_t>& seen) {
  if (!id.empty()) return fmt::format("payment:{}:{}", payment.source.value, id);
  // Without the bank's reference, equal rows of one file are told apart by their number.
  const std::string content =
      fmt::format("{}|{}|{}|{}|{}|{}|{}|{}", payment.value_date.text(), payment.sum.text(),
                  payment.sum.currency.code(), payment.symbols.variable, payment.symbols.specific,
                  payment.symbols.reference, payment.case_id.value, payment.claim.value);
  return fmt::format("payment:{}:{}:{}", payment.source.value,
                     blake2b(as_bytes(content)).hex().substr(0, 16), ++seen[content]);
}

Fact read_payment(RowReader& row, std::map<std::string, std::size_t>& seen) {
  const std::string source = row.text("source").empty() ? "bank" : row.text("source");
  const Date value_date = row.needed_date("date");
  if (const std::string reversed = row.text("reverses"); !reversed.empty()) {
    return {{fmt::format("reversal:{}:{}", source, reversed)},
            value_date,
            PaymentReversed{.payment = {fmt::format("payment:{}:{}", source, reversed)},
                            .reason = row.text("message")}};
  }
  if (const std::string refunded = row.text("refunds"); !refunded.empty()) {
    return {{fmt::format("refund:{}:{}", source, row.needed("id"))},
            value_date,
            PaymentRefunded{.payment = {fmt::format("payment:{}:{}", source, refunded)},
                            .sum = row.needed_money("sum")}};
  }
  PaymentReceived payment{
      .case_id = {row.text("case")},
      .claim = {row.text("claim")},
      .symbols = row.symbols(),
      .sum = row.needed_money("sum"),
      .value_date = value_date,
      .source = {source},
      .receiver = static_cast<Receiver>(
          row.word("receiver", {"agency", "creditor", "bailiff", "court"}, 0)),
      .person = {row.text("person")},
      .order = row.words<Component>("order"),
      .order_agreed = row.word("order_agreed", {"no", "yes"}, 0) == 1,
      .way = static_cast<PaymentWay>(
          row.word("way", {"voluntary", "bailiff", "court", "insolvency", "set_off"}, 0)),
      .payer = row.text("payer"),
      .message = row.text("message")};
  if (row.good() && payment.sum.minor <= 0) {
    row.fail("sum", "a payment is above zero; to take one back name it in the column `reverses`");
  }
  const std::string key = payment_key(payment, row.text("id"), seen);
  return {{key}, value_date, std::move(payment)};
}

Fact read_receipt(RowReader& row) {
  constexpr Receipt receipts[] = {Receipt::delivered, Receipt::failed, Receipt::opened};
  const auto what = row.word("what", {"delivered", "failed", "opened"}, 3);
  if (what == 3) row.needed("what");
  const std::string sending = row.text("sending"), provider = row.text("provider_id");
  if (sending.empty() && provider.empty()) {
    row.fail("sending", "one of `sending` and `provider_id` is needed");
  }
  return {{fmt::format("receipt:{}:{}", sending.empty() ? provider : sending, what)},
          row.needed_date("date"),
          ReceiptArrived{{sending}, provider, receipts[std::min<std::size_t>(what, 2)]}};
}

Fact read_complete(RowReader& row) {
  const std::string source = row.text("source").empty() ? "bank" : row.text("source");
  const Date through = row.needed_date("through");
  return {{fmt::format("complete:{}:{}", source, through.text())},
          through,
          PaymentsComplete{{source}, through}};
}

Result<ImportOutcome> read_table(const std::string& text, const Mapping& mapping,
                                 const ImportOptions& options) {
  ImportOutcome out;
  text::CsvReader reader(text, {.delimiter = mapping.delimiter, .file_max = options.limits.bytes});
  for (;;) {
    const auto status = reader.next();
    if (status == text::CsvReader::Status::end) break;
    if (out.verdicts.size() > options.limits.rows) {
      return unexpected(ErrorCode::limit,
                        fmt::format("more than {} rows; split the file", options.limits.rows));
    }
    std::vector<std::string> cells;
    RowVerdict verdict;
    if (status == text::CsvReader::Status::problem) {
      const auto& problem = reader.problem();
      if (out.heading.empty()) return file_error(problem.message);
      verdict = {problem.line, {}, fmt::format("column {}: {}", problem.column, problem.message)};
      cells.emplace_back(problem.raw);
    } else {
      verdict.line = reader.record().line;
      for (const auto& field : reader.record().fields) {
        cells.emplace_back(text::csv_unsafe(field.text));
      }
    }
    if (out.heading.empty()) {
      out.heading = std::move(cells);
      continue;
    }
    const std::size_t width = out.heading.size();
    if (verdict.reason.empty() && cells.size() != width) {
      verdict.reason = fmt::format("{} cells, but the heading has {}", cells.size(), width);
    }
    out.cells.push_back(std::move(cells));
    out.verdicts.push_back(std::move(verdict));
  }
  if (out.heading.empty()) return file_error("the file is empty; expected a line of headings");
  return out;
}

// A file of rejected rows has one more column, which is read over.
void drop_reasons(ImportOutcome& out) {
  if (out.heading.back() != "rejected because") return;
  out.heading.pop_back();
  for (auto& cells : out.cells) {
    if (cells.size() > out.heading.size()) cells.resize(out.heading.size());
  }
}

}  // namespace

void ImportOutcome::join(const RunningCases& running) {
  std::vector<Fact> joined;
  std::vector<std::vector<std::size_t>> from;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const auto* opening = std::get_if<CaseOpened>(&facts[i].what);
    const auto known = opening != nullptr ? running.find(opening->case_id) : running.end();
    const bool same = known != running.end() && known->second.creditor == opening->creditor;
    if (known != running.end() && !same) {
      reject(i, fmt::format("the case {} runs for another creditor", opening->case_id.value));
    }
    if (!same) {
      joined.push_back(std::move(facts[i]));
      from.push_back(std::move(rows[i]));
      continue;
    }
    for (std::size_t c = 0; c < opening->claims.size(); ++c) {
      const Claim& claim = opening->claims[c];
      const std::vector<ClaimId>& has = known->second.claims;
      if (std::find(has.begin(), has.end(), claim.id) != has.end()) continue;
      joined.push_back(
          {{"claim:" + claim.id.value}, facts[i].effective, ClaimAdded{opening->case_id, claim}});
      from.push_back({rows[i][c]});
    }
  }
  facts = std::move(joined);
  rows = std::move(from);
}

void ImportOutcome::reject(std::size_t fact, const std::string& reason) {
  ARREARS_ASSERT(fact < rows.size());
  for (const std::size_t row : rows[fact]) {
    if (verdicts[row].reason.empty()) verdicts[row].reason = reason;
  }
}

std::vector<Fact> ImportOutcome::accepted() {
  const auto rejected = [&](std::size_t row) { return !verdicts[row].reason.empty(); };
  std::vector<bool> dropped(facts.size(), false);
  // A case falls with one of its rows, and its other rows fall with it.
  for (bool again = true; again;) {
    again = false;
    for (std::size_t i = 0; i < facts.size(); ++i) {
      if (dropped[i] || std::none_of(rows[i].begin(), rows[i].end(), rejected)) continue;
      reject(i, std::string(intake::with_its_case));
      dropped[i] = again = true;
    }
  }
  std::vector<Fact> out;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    if (!dropped[i]) out.push_back(facts[i]);
  }
  return out;
}

std::string ImportOutcome::rejected_csv(const Mapping& mapping) const {
  std::string out;
  if (heading.empty()) {
    for (std::size_t i = 0; i < verdicts.size(); ++i) {
      if (verdicts[i].reason.empty()) continue;
      out += "# " + verdicts[i].reason + "\n" + cells[i].front() + "\n";
    }
    return out;
  }
  const auto line = [&](const std::vector<std::string>& line_cells, const std::string& last) {
    for (const std::string& cell : line_cells) {
      out += text::csv_safe_field(cell, mapping.delimiter);
      out += mapping.delimiter;
    }
    out += text::csv_safe_field(last, mapping.delimiter);
    out += '\n';
  };
  if (mapping.encoding != "utf-8") out += text::byte_order_mark;
  line(heading, "rejected because");
  for (std::size_t i = 0; i < verdicts.size(); ++i) {
    if (verdicts[i].reason.empty()) continue;
    // The reason stands in its column, which is read over when the mended file comes.
    std::vector<std::string> row = cells[i];
    if (row.size() < heading.size()) row.resize(heading.size());
    line(row, verdicts[i].reason);
  }
  return out;
}

namespace {

Result<std::string> to_text(std::string_view bytes, const Mapping& mapping, std::size_t most) {
  if (bytes.size() > most) {
    return unexpected(ErrorCode::limit,
                      fmt::format("the file is larger than {} bytes; split it", most));
  }
  const bool marked = bytes.starts_with(text::byte_order_mark);
  const auto encoding = text::find_encoding(marked ? "utf-8" : mapping.encoding);
  ARREARS_ASSERT(encoding);  // Mapping::parse takes known names only
  return text::to_utf8(bytes, *encoding);
}

}  // namespace

Result<ImportOutcome> read_rows(ImportKind kind, std::string_view bytes, const Mapping& mapping,
                                const ImportOptions& options) {
  const Result<std::string> text = to_text(bytes, mapping, options.limits.bytes);
  if (!text) return unexpected(text.error());
  if (kind == ImportKind::facts) return intake::read_facts(*text, options);
  Result<ImportOutcome> read = read_table(*text, mapping, options);
  if (!read) return read;
  ImportOutcome& out = *read;
  drop_reasons(out);
  const Result<Layout> layout = lay_out(kind, mapping, out.heading);
  if (!layout) return unexpected(layout.error());

  intake::ClaimRows claims(mapping, options);
  intake::InstalmentRows instalments(kind, options.today);
  intake::MandateRows mandates(options.today);
  std::map<std::string, std::size_t> seen;
  for (std::size_t i = 0; i < out.verdicts.size(); ++i) {
    if (!out.verdicts[i].reason.empty()) continue;
    RowReader row(mapping, *layout, out.heading, out.cells[i], out.verdicts[i]);
    if (kind == ImportKind::claims) {
      claims.add(row, i);
      continue;
    }
    if (kind == ImportKind::liabilities) {
      intake::read_liability(row, i, options, out);
      continue;
    }
    if (kind == ImportKind::instalments || kind == ImportKind::offers) {
      instalments.add(row, i);
      continue;
    }
    if (kind == ImportKind::mandates) {
      mandates.add(row, i);
      continue;
    }
    Fact fact = kind == ImportKind::payments   ? read_payment(row, seen)
                : kind == ImportKind::receipts ? read_receipt(row)
                : kind == ImportKind::promises ? intake::read_promise(row, options.today)
                : kind == ImportKind::costs    ? intake::read_cost(row, seen)
                                               : read_complete(row);
    if (!row.good()) continue;
    out.facts.push_back(std::move(fact));
    out.rows.push_back({i});
  }
  claims.finish(out);
  instalments.finish(out, intake::with_its_case);
  mandates.finish(out);
  return read;
}

}  // namespace arrears
