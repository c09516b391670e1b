// The report as text, JSON and a page with drawings. The page needs no network and no script.
#include <fmt/format.h>
#include <arrears/report/report.hpp>

#include <algorithm>
#include <text/html.hpp>
#include <text/json_write.hpp>

namespace arrears {

namespace {

using text::html;
using Counts = std::map<std::string, std::uint64_t>;

std::string hundredths(std::int64_t value) {
  return fmt::format("{}.{:02}", value / 100, value % 100);
}

// "1 234 567.00", in groups, for people.
std::string grouped(const Money& money) {
  std::string text = money.text();
  const auto point = text.find('.');
  const std::size_t whole = point == std::string::npos ? text.size() : point;
  for (std::size_t i = whole; i > 3 && text[i - 4] != '-'; i -= 3) text.insert(i - 3, "\xC2\xA0");
  return text + "\xC2\xA0" + money.currency.code();
}

constexpr const char* colours[] = {"#2f6f9f", "#c8553d", "#588157", "#8e6c8a",
                                   "#d9a441", "#4f5d75", "#7a9e9f", "#b56576"};

struct Series {
  std::string name;
  std::vector<std::int64_t> values;
};

// Bars over the months, one on top of the other.
std::string stacked_bars(const std::vector<MonthFigures>& months,
                         const std::vector<Series>& series) {
  constexpr int width = 860, height = 240, left = 70, bottom = 40;
  std::int64_t top = 1;
  for (std::size_t i = 0; i < months.size(); ++i) {
    std::int64_t sum = 0;
    for (const Series& one : series) sum += std::max<std::int64_t>(0, one.values[i]);
    top = std::max(top, sum);
  }
  std::string out = fmt::format("<svg viewBox=\"0 0 {} {}\" role=\"img\">", width, height + bottom);
  for (int line = 0; line <= 4; ++line) {
    const int y = height - line * (height - 10) / 4;
    out += fmt::format(
        "<line x1=\"{}\" x2=\"{}\" y1=\"{}\" y2=\"{}\" class=\"grid\"/>"
        "<text x=\"{}\" y=\"{}\" class=\"tick\" text-anchor=\"end\">{}</text>",
        left, width, y, y, left - 6, y + 4, top * line / 4);
  }
  const auto count = static_cast<int>(std::max<std::size_t>(1, months.size()));
  const int step = (width - left) * 100 / count;
  for (std::size_t i = 0; i < months.size(); ++i) {
    const int x = left + static_cast<int>(i) * step / 100 + 2;
    int y = height;
    for (std::size_t s = 0; s < series.size(); ++s) {
      const auto tall =
          static_cast<int>(std::max<std::int64_t>(0, series[s].values[i]) * (height - 10) / top);
      y -= tall;
      out += fmt::format(
          "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{}\"><title>{} "
          "{}-{:02}: {}</title></rect>",
          x, y, std::max(1, step / 100 - 4), tall, colours[s % std::size(colours)],
          html(series[s].name), months[i].year, months[i].month, series[s].values[i]);
    }
    if (i % std::max<std::size_t>(1, months.size() / 12) == 0) {
      out += fmt::format("<text x=\"{}\" y=\"{}\" class=\"tick\">{}-{:02}</text>", x, height + 18,
                         months[i].year, months[i].month);
    }
  }
  out += "</svg><p class=\"legend\">";
  for (std::size_t s = 0; s < series.size(); ++s) {
    out += fmt::format("<span style=\"background:{}\"></span>{} ", colours[s % std::size(colours)],
                       html(series[s].name));
  }
  return out + "</p>";
}

// One series a key that occurs in any month.
template <class Pick>
std::vector<Series> series_of(const std::vector<MonthFigures>& months, Pick pick,
                              std::int64_t unit) {
  std::map<std::string, Series> found;
  for (std::size_t i = 0; i < months.size(); ++i) {
    for (const auto& [key, value] : pick(months[i])) {
      Series& series = found[key];
      series.name = key;
      series.values.resize(months.size());
      series.values[i] = static_cast<std::int64_t>(value) / unit;
    }
  }
  std::vector<Series> out;
  out.reserve(found.size());
  for (auto& [key, series] : found) out.push_back(std::move(series));
  return out;
}

std::string counts_table(std::string_view heading, const Counts& counts) {
  std::string out = fmt::format("<table><tr><th>{}</th><th>count</th></tr>", html(heading));
  for (const auto& [name, count] : counts) {
    out += fmt::format("<tr><td>{}</td><td>{}</td></tr>", html(name), count);
  }
  return out + "</table>";
}

std::string money_table(const PortfolioReport& report) {
  std::string out =
      "<table><tr><th>currency</th><th>principal</th><th>paid</th><th>charged</th>"
      "<th>written off</th><th>open debt</th><th>days sales outstanding</th></tr>";
  for (const CurrencyFigures& sums : report.currencies) {
    out += fmt::format(
        "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td>"
        "<td>{}</td></tr>",
        sums.currency.code(), grouped(sums.opened), grouped(sums.paid), grouped(sums.charged),
        grouped(sums.written_off), grouped(sums.open),
        hundredths(sums.days_outstanding_hundredths));
  }
  return out + "</table>";
}

std::string sent_table(const PortfolioReport& report) {
  std::string out = "<table><tr><th>message</th><th>channel</th><th>sent</th></tr>";
  for (const auto& [message, channels] : report.sent) {
    for (const auto& [channel, count] : channels) {
      out += fmt::format("<tr><td>{}</td><td>{}</td><td>{}</td></tr>", html(message), html(channel),
                         count);
    }
  }
  return out + "</table>";
}

constexpr std::string_view style =
    "body{font:15px/1.5 system-ui,sans-serif;max-width:900px;margin:2em auto;padding:0 1em;"
    "color:#222}h1{font-size:1.6em}h2{font-size:1.15em;margin-top:2em}svg{width:100%;height:auto}"
    ".grid{stroke:#ddd}.tick{font-size:11px;fill:#666}table{border-collapse:collapse;margin:.5em 0}"
    "td,th{padding:.2em .9em;border-bottom:1px solid #ddd;text-align:right}td:first-child,"
    "th:first-child{text-align:left}.legend span{display:inline-block;width:.9em;height:.9em;"
    "margin:0 .4em 0 1em;vertical-align:-.1em}.figures b{font-size:1.5em;margin-right:.3em}"
    ".figures span{margin-right:2em}";

void write_counts(text::JsonWriter& json, std::string_view key, const Counts& counts) {
  json.key(key).begin_object();
  for (const auto& [name, count] : counts) json.key(name).natural(count);
  json.end_object();
}

void write_money(text::JsonWriter& json, std::string_view key, const Money& money) {
  json.key(key).begin_object().member("amount", money.text());
  json.member("currency", money.currency.code()).end_object();
}

}  // namespace

std::string render_html(const PortfolioReport& report, std::string_view title) {
  std::string out = fmt::format(
      "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" "
      "content=\"width=device-width\"><title>{0}</title><style>{1}</style><h1>{0}</h1>",
      html(title), style);
  out += fmt::format(
      "<p class=\"figures\"><span><b>{}</b>cases</span><span><b>{}</b>open</span>"
      "<span><b>{}</b>journal entries</span><span>{} to {}</span></p>",
      report.cases, report.open_cases, report.entries, report.first ? report.first->text() : "-",
      report.last ? report.last->text() : "-");
  out += "<h2>Money</h2>" + money_table(report);
  for (const CurrencyFigures& sums : report.currencies) {
    std::int64_t unit = 1;
    for (int i = 0; i < sums.currency.digits(); ++i) unit *= 10;
    const std::string code = sums.currency.code();
    const auto only = [&](const std::map<std::string, std::int64_t>& all) {
      std::map<std::string, std::int64_t> one;
      if (const auto found = all.find(code); found != all.end()) one.insert(*found);
      return one;
    };
    out += fmt::format("<h2>Principal open at the end of the month, {}</h2>", code);
    out +=
        stacked_bars(report.months,
                     series_of(
                         report.months,
                         [&](const MonthFigures& month) { return only(month.open_minor); }, unit));
    out += fmt::format("<h2>Paid in the month, {}</h2>", code);
    out +=
        stacked_bars(report.months,
                     series_of(
                         report.months,
                         [&](const MonthFigures& month) { return only(month.paid_minor); }, unit));
  }
  out += "<h2>Messages sent, by message</h2>";
  out += stacked_bars(report.months,
                      series_of(
                          report.months, [](const MonthFigures& month) { return month.sent; }, 1));
  out += sent_table(report);
  out += "<h2>Messages sent, by channel</h2>";
  out += stacked_bars(
      report.months,
      series_of(
          report.months, [](const MonthFigures& month) { return month.by_channel; }, 1));
  out += "<h2>Ordered and not sent</h2>" + counts_table("message", report.not_sent);
  out += "<h2>Tasks</h2>" + counts_table("task", report.tasks);
  out += "<h2>Open cases</h2>" + counts_table("state", report.open_by_state);
  return out + "</html>\n";
}

std::string render_json(const PortfolioReport& report) {
  text::JsonWriter json;
  json.begin_object().key("cases").natural(report.cases);
  json.key("open_cases").natural(report.open_cases).key("entries").natural(report.entries);
  json.key("unmatched").natural(report.unmatched);
  json.member("first", report.first ? report.first->text() : "");
  json.member("last", report.last ? report.last->text() : "");
  json.key("currencies").begin_array();
  for (const CurrencyFigures& sums : report.currencies) {
    json.begin_object().member("currency", sums.currency.code());
    write_money(json, "opened", sums.opened);
    write_money(json, "paid", sums.paid);
    write_money(json, "charged", sums.charged);
    write_money(json, "written_off", sums.written_off);
    write_money(json, "open", sums.open);
    json.member("days_sales_outstanding", hundredths(sums.days_outstanding_hundredths));
    json.end_object();
  }
  json.end_array().key("sent").begin_object();
  for (const auto& [message, channels] : report.sent) write_counts(json, message, channels);
  json.end_object();
  write_counts(json, "not_sent", report.not_sent);
  write_counts(json, "tasks", report.tasks);
  write_counts(json, "open_by_state", report.open_by_state);
  return json.end_object().take() + "\n";
}

std::string render_text(const PortfolioReport& report) {
  std::string out = fmt::format(
      "{} cases, {} open, {} entries, {} to {}\n", report.cases, report.open_cases, report.entries,
      report.first ? report.first->text() : "-", report.last ? report.last->text() : "-");
  for (const CurrencyFigures& sums : report.currencies) {
    out += fmt::format(
        "{}: principal {}, paid {}, charged {}, written off {}, open {}, days sales "
        "outstanding {}\n",
        sums.currency.code(), sums.opened.text(), sums.paid.text(), sums.charged.text(),
        sums.written_off.text(), sums.open.text(), hundredths(sums.days_outstanding_hundredths));
  }
  for (const auto& [message, channels] : report.sent) {
    for (const auto& [channel, count] : channels) {
      out += fmt::format("sent by {}: {} ({})\n", channel, count, message);
    }
  }
  for (const auto& [message, count] : report.not_sent) {
    out += fmt::format("not sent: {} ({})\n", count, message);
  }
  for (const auto& [task, count] : report.tasks) {
    out += fmt::format("tasks: {} ({})\n", count, task);
  }
  return out;
}

}  // namespace arrears
