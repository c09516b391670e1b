// What the coming days hold, as values.
#include <arrears/engine/forecast.hpp>

#include "record.hpp"

namespace arrears::python {

template <>
struct Words<ForecastLine::What> {
  static constexpr std::pair<const char*, ForecastLine::What> all[] = {
      {"sent", ForecastLine::What::sent},
      {"not_sent", ForecastLine::What::not_sent},
      {"task", ForecastLine::What::task},
      {"question", ForecastLine::What::question},
      {"state", ForecastLine::What::state},
      {"closed", ForecastLine::What::closed},
      {"fee", ForecastLine::What::fee},
      {"write_off", ForecastLine::What::write_off},
      {"hand_over", ForecastLine::What::hand_over},
      {"instalments", ForecastLine::What::instalments},
      {"set_aside", ForecastLine::What::set_aside}};
};

void bind_forecast(py::module_& module) {
  Record<ForecastLine>(module, "ForecastLine")
      .field("what", &ForecastLine::what)
      .field("day", &ForecastLine::day)
      .field("case", &ForecastLine::case_id)
      .field("name", &ForecastLine::name)
      .field("who", &ForecastLine::who)
      .field("why", &ForecastLine::why)
      .field("sum", &ForecastLine::sum)
      .frozen();
  Record<ForecastChange>(module, "ForecastChange")
      .field("what", &ForecastChange::what)
      .field("case", &ForecastChange::case_id)
      .field("name", &ForecastChange::name)
      .field("who", &ForecastChange::who)
      .field("before", &ForecastChange::before)
      .field("after", &ForecastChange::after)
      .frozen();
  py::class_<Forecast>(module, "Forecast")
      .def_readonly("first", &Forecast::first)
      .def_readonly("last", &Forecast::last)
      .def_readonly("lines", &Forecast::lines)
      .def_readonly("refused", &Forecast::refused)
      .def_readonly("migrated", &Forecast::migrated)
      .def(
          "against",
          [](const Forecast& self, const Forecast& before) { return changes(before, self); },
          py::arg("before"), "What differs from another forecast.")
      .def(
          "render",
          [](const Forecast& self, CalculationFormat format, bool lines) {
            return render(self, format, lines);
          },
          py::arg("format") = "text", py::kw_only(), py::arg("lines") = false);
  module.def(
      "render_changes",
      [](const std::vector<ForecastChange>& all, CalculationFormat format, bool lines) {
        return render(all, format, lines);
      },
      py::arg("changes"), py::arg("format") = "text", py::kw_only(), py::arg("lines") = false);
}

}  // namespace arrears::python
