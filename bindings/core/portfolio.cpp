// What goes in and out as a whole: rows of files as facts, the figures of a portfolio.
#include <arrears/intake/import.hpp>
#include <arrears/report/report.hpp>

#include "record.hpp"

namespace arrears::python {

template <>
struct Words<ImportKind> {
  static constexpr std::pair<const char*, ImportKind> all[] = {
      {"claims", ImportKind::claims},
      {"payments", ImportKind::payments},
      {"receipts", ImportKind::receipts},
      {"complete", ImportKind::complete},
      {"promises", ImportKind::promises},
      {"instalments", ImportKind::instalments},
      {"liabilities", ImportKind::liabilities},
      {"mandates", ImportKind::mandates},
      {"facts", ImportKind::facts},
      {"costs", ImportKind::costs},
      {"offers", ImportKind::offers}};
};

namespace {

void bind_intake(py::module_& module) {
  py::class_<Mapping>(module, "Mapping")
      .def(py::init<>(), "Headings equal our names; ISO dates, decimal point, UTF-8, commas.")
      .def_static(
          "parse", [](const std::string& text) { return take(Mapping::parse(text)); },
          py::arg("text"), "Lines `name: value`, see docs/import.md.");
  Record<RowVerdict>(module, "RowVerdict")
      .field("line", &RowVerdict::line)
      .field("column", &RowVerdict::column)
      .field("reason", &RowVerdict::reason)
      .frozen();
  Record<RunningCase>(module, "RunningCase")
      .field("creditor", &RunningCase::creditor)
      .field("claims", &RunningCase::claims)
      .frozen();
  py::class_<ImportOutcome>(module, "ImportOutcome")
      .def_readonly("facts", &ImportOutcome::facts)
      .def_readonly("rows", &ImportOutcome::rows)
      .def_readonly("verdicts", &ImportOutcome::verdicts)
      .def_property_readonly("rejected", &ImportOutcome::rejected)
      .def("join", &ImportOutcome::join, py::arg("running"),
           "Claims whose row names a running case join it: see Engine.running.")
      .def(
          "reject",
          [](ImportOutcome& self, std::size_t fact, const std::string& reason) {
            if (fact >= self.facts.size()) throw py::index_error("there is no such fact");
            self.reject(fact, reason);
          },
          py::arg("fact"), py::arg("reason"), "A fact refused later takes its rows along.")
      .def("rejected_csv", &ImportOutcome::rejected_csv, py::arg("mapping"),
           "The rejected rows with reasons, to be mended and read again.");
  module.def(
      "read_rows",
      [](ImportKind kind, const py::bytes& data, const Mapping& mapping, Date today,
         const Rulebook* rulebook) {
        const std::string bytes = data;
        py::gil_scoped_release others;
        return take(read_rows(kind, bytes, mapping, {.today = today, .rulebook = rulebook}));
      },
      py::arg("kind"), py::arg("data"), py::arg("mapping") = Mapping{}, py::kw_only(),
      py::arg("today"), py::arg("rulebook") = nullptr);
  module.def(
      "import_columns",
      [](ImportKind kind) {
        py::dict out;
        for (const ImportColumn& column : import_columns(kind)) {
          out[py::str(column.name)] = py::make_tuple(column.needed, column.meaning);
        }
        return out;
      },
      py::arg("kind"), "Name of each column: whether it is needed, and what it means.");
}

void bind_report(py::module_& module) {
  Record<CurrencyFigures>(module, "CurrencyFigures")
      .add({"currency", Need::optional, false, [](CurrencyFigures&, py::handle) {},
            [](const CurrencyFigures& self) -> py::object {
              return py::cast(std::string(self.currency.code()));
            }})
      .field("opened", &CurrencyFigures::opened)
      .field("paid", &CurrencyFigures::paid)
      .field("charged", &CurrencyFigures::charged)
      .field("written_off", &CurrencyFigures::written_off)
      .field("open", &CurrencyFigures::open)
      .field("days_outstanding_hundredths", &CurrencyFigures::days_outstanding_hundredths)
      .frozen();
  Record<MonthFigures>(module, "MonthFigures")
      .field("year", &MonthFigures::year)
      .field("month", &MonthFigures::month)
      .field("opened", &MonthFigures::opened)
      .field("closed", &MonthFigures::closed)
      .field("tasks", &MonthFigures::tasks)
      .field("sent", &MonthFigures::sent)
      .field("by_channel", &MonthFigures::by_channel)
      .field("paid_minor", &MonthFigures::paid_minor)
      .field("open_minor", &MonthFigures::open_minor)
      .frozen();
  Record<PortfolioReport>(module, "PortfolioReport")
      .field("first", &PortfolioReport::first)
      .field("last", &PortfolioReport::last)
      .field("cases", &PortfolioReport::cases)
      .field("open_cases", &PortfolioReport::open_cases)
      .field("entries", &PortfolioReport::entries)
      .field("unmatched", &PortfolioReport::unmatched)
      .field("currencies", &PortfolioReport::currencies)
      .field("months", &PortfolioReport::months)
      .field("open_by_state", &PortfolioReport::open_by_state)
      .field("sent", &PortfolioReport::sent)
      .field("not_sent", &PortfolioReport::not_sent)
      .field("tasks", &PortfolioReport::tasks)
      .frozen()
      .def(
          "html",
          [](const PortfolioReport& self, const std::string& title) {
            return render_html(self, title);
          },
          py::arg("title"), "A page with charts that opens without a network.")
      .def("json", [](const PortfolioReport& self) { return render_json(self); })
      .def("text", [](const PortfolioReport& self) { return render_text(self); });
}

}  // namespace

void bind_portfolio(py::module_& module) {
  bind_intake(module);
  bind_report(module);
}

}  // namespace arrears::python
