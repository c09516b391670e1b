#include <ledger/render.hpp>
#include <text/html.hpp>

namespace arrears::ledger {

namespace {

constexpr std::size_t column_count = 8;
using Cells = std::array<std::string, column_count>;

bool right(std::size_t column) { return column >= 3 && column <= 6; }

Cells header(const Words& w) {
  return {w.from, w.until, w.what, w.base, w.rate, w.days, w.amount, w.basis};
}

Cells cells_of(const CalculationLine& line, const Words& words, bool several) {
  Cells out;
  out[0] = date_text(line.from, words);
  if (line.until != line.from) out[1] = date_text(line.until, words);
  out[2] = label(line, words);
  if (several && !line.claim.empty()) out[2] += " (" + line.claim.value + ")";
  if (line.maturity && line.what != CalculationLine::What::claim) {
    out[2] += " (" + date_text(*line.maturity, words) + ")";
  }
  const bool shows_base =
      line.what == CalculationLine::What::interest || line.what == CalculationLine::What::payment;
  if (shows_base) out[3] = amount_text(line.base, words);
  if (line.rate) out[4] = rate_text(*line.rate, words);
  if (line.days != 0) out[5] = std::to_string(line.days);
  out[6] = amount_text(line.amount, words);
  out[7] = line.basis;
  if (line.what != CalculationLine::What::claim && !line.source.empty()) {
    out[7] += (out[7].empty() ? "" : "; ") + line.source;
  }
  if (line.cap) {
    out[7] +=
        std::string(", ") + words.cap + " " + amount_text(*line.cap, words) + " " + words.in_all;
  }
  if (!line.fact.empty()) out[7] += (out[7].empty() ? "" : "; ") + line.fact;
  return out;
}

std::size_t width(std::string_view text) {
  std::size_t out = 0;
  for (const char c : text) out += (static_cast<unsigned char>(c) & 0xc0U) != 0x80U ? 1 : 0;
  return out;
}

std::string padded(std::string_view text, std::size_t to, bool to_the_right) {
  const std::string space(to - std::min(to, width(text)), ' ');
  return to_the_right ? space + std::string(text) : std::string(text) + space;
}

bool several_claims(const Calculation& calculation) {
  return calculation.balance.claims.size() > 1;
}

std::string html_row(const Cells& cells, const char* tag) {
  std::string out = "<tr>";
  for (std::size_t i = 0; i < column_count; ++i) {
    out += std::string("<") + tag + (right(i) ? " class=\"n\">" : ">") + text::html(cells[i]) +
           "</" + tag + ">";
  }
  return out + "</tr>\n";
}

std::string html_sum(std::string_view name, const std::string& amount, const char* tag) {
  return std::string("<tr><") + tag + ">" + text::html(name) + "</" + tag + "><" + tag +
         " class=\"n\">" + text::html(amount) + "</" + tag + "></tr>\n";
}

std::string html_persons(const Calculation& calculation, const Words& words) {
  std::string out = "<table>\n";
  for (const PersonRow& person : person_rows(calculation.persons, words)) {
    out += "<tr><td>" + text::html(words.owed_by + (" " + person.who)) + "</td><td class=\"n\">" +
           text::html(amount_text(person.debt, words)) + "</td><td>" + text::html(person.remark) +
           "</td></tr>\n";
  }
  return out + "</table>\n";
}

}  // namespace

std::string render_text(const Calculation& calculation, const Words& words) {
  std::vector<Cells> rows{header(words)};
  for (const CalculationLine& line : calculation.lines) {
    rows.push_back(cells_of(line, words, several_claims(calculation)));
  }
  std::array<std::size_t, column_count> widths{};
  for (const Cells& row : rows) {
    for (std::size_t i = 0; i < column_count; ++i) widths[i] = std::max(widths[i], width(row[i]));
  }
  std::string out = words.title + (" " + date_text(calculation.on, words)) + "\n\n";
  for (const Cells& row : rows) {
    std::string text;
    for (std::size_t i = 0; i < column_count; ++i) {
      if (i > 0) text += "  ";
      text += i + 1 == column_count ? row[i] : padded(row[i], widths[i], right(i));
    }
    text.erase(text.find_last_not_of(' ') + 1);
    out += text + "\n";
  }
  out += "\n";
  std::vector<SummaryRow> sums = summary(calculation, words);
  sums.insert(sums.begin() + 3, {words.total, calculation.balance.debt});
  std::size_t label_width = 0, amount_width = 0;
  for (const SummaryRow& row : sums) {
    label_width = std::max(label_width, width(row.label));
    amount_width = std::max(amount_width, width(amount_text(row.amount, words)));
  }
  for (const SummaryRow& row : sums) {
    out += padded(row.label, label_width, false) + "  " +
           padded(amount_text(row.amount, words), amount_width, true) + "\n";
  }
  for (const PersonRow& person : person_rows(calculation.persons, words)) {
    out += std::string(words.owed_by) + " " + person.who + ": " + amount_text(person.debt, words) +
           (person.remark.empty() ? "" : "  (" + person.remark + ")") + "\n";
  }
  if (const std::string terms = terms_text(calculation, words); !terms.empty()) {
    out += terms + "\n";
  }
  for (const std::string& accepted : calculation.accepted) {
    out += std::string(words.accepted) + ": " + accepted + "\n";
  }
  return out;
}

std::string render_html(const Calculation& calculation, const Words& words) {
  const std::string title = words.title + (" " + date_text(calculation.on, words));
  std::string out = std::string("<!doctype html>\n<html lang=\"") + (words.czech ? "cs" : "en") +
                    "\">\n<head><meta charset=\"utf-8\"><title>" + text::html(title) +
                    "</title>\n<style>body{font:15px/1.4 sans-serif;margin:2em;color:#222}"
                    "table{border-collapse:collapse;margin:1em 0}"
                    "td,th{padding:.25em .7em;border-bottom:1px solid #ddd;text-align:left;"
                    "vertical-align:top}.n{text-align:right;white-space:nowrap}</style></head>\n"
                    "<body>\n<h1>" +
                    text::html(title) + "</h1>\n<table>\n<thead>" + html_row(header(words), "th") +
                    "</thead>\n<tbody>\n";
  for (const CalculationLine& line : calculation.lines) {
    out += html_row(cells_of(line, words, several_claims(calculation)), "td");
  }
  out += "</tbody></table>\n<table>\n";
  const std::vector<SummaryRow> sums = summary(calculation, words);
  for (std::size_t i = 0; i < sums.size(); ++i) {
    if (i == 3) out += html_sum(words.total, amount_text(calculation.balance.debt, words), "th");
    out += html_sum(sums[i].label, amount_text(sums[i].amount, words), "td");
  }
  if (sums.size() == 3) {
    out += html_sum(words.total, amount_text(calculation.balance.debt, words), "th");
  }
  out += "</table>\n";
  if (!calculation.persons.empty()) out += html_persons(calculation, words);
  if (const std::string terms = terms_text(calculation, words); !terms.empty()) {
    out += "<p>" + text::html(terms) + "</p>\n";
  }
  for (const std::string& accepted : calculation.accepted) {
    out += "<p>" + text::html(words.accepted) + ": " + text::html(accepted) + "</p>\n";
  }
  return out + "</body>\n</html>\n";
}

}  // namespace arrears::ledger
