// Law packs, rulebooks and diagnostics.
#include <arrears/engine/rule_test.hpp>
#include <arrears/language/compile.hpp>
#include <arrears/language/document.hpp>
#include <arrears/language/graph.hpp>
#include <arrears/ledger/interest_cases.hpp>
#include <arrears/packs/load.hpp>
#include <arrears/store/memory.hpp>

#include "record.hpp"

namespace arrears::python {

template <>
struct Words<RulePart::What> {
  static constexpr std::pair<const char*, RulePart::What> all[] = {{"state", RulePart::What::state},
                                                                   {"line", RulePart::What::line},
                                                                   {"row", RulePart::What::row}};
};

namespace {

// What LawTariff and Limitation say, without borrowing from the pack.
struct Fee {
  std::optional<Money> sum{};
  Component component = Component::court_fee;
  std::string line{};
  bool verified = false;
  std::string reckoning{};
  bool vat_on_top = false;
  std::string why_not{};
};
struct LastDay {
  std::optional<Date> last_day{};
  std::string line{};
  bool verified = false;
  std::vector<std::string> steps{};
  std::string why_not{};
};

Fee tariff(const LawPack& pack, const std::string& line, const Money& base, Date on) {
  if (base.minor < 0)
    throw Failure{{ErrorCode::invalid, "the base of a fee is not below zero", false}};
  LawTariff found = pack.tariff(line, base, on);
  Fee out{found.sum,        found.component,         {}, false, std::move(found.reckoning),
          found.vat_on_top, std::move(found.why_not)};
  if (found.line != nullptr) out.line = found.line->id;
  out.verified = found.line != nullptr && found.line->verified;
  return out;
}

LastDay limitation(const LawPack& pack, const std::string& line, Date exercisable,
                   std::vector<LimitationEvent> events, std::optional<Date> matured) {
  Limitation found = pack.limitation(line, {exercisable, matured, std::move(events)});
  LastDay out{found.last_day, {}, false, std::move(found.steps), std::move(found.why_not)};
  if (found.line != nullptr) out.line = found.line->id;
  out.verified = found.line != nullptr && found.line->verified;
  return out;
}

// The order in which a payment is credited: components of one claim, criteria among several.
struct Order {
  std::vector<std::string> order;
  std::string line;  // id of the law line; empty where the law says nothing
  std::string other;
};

Order allocation(const LawPack& pack, const Claim& claim, bool in_default, Date paid_on,
                 PaymentWay way) {
  const AllocationOrder found = pack.allocation(claim, in_default, paid_on, way);
  Order out;
  for (const Component one : found.order) {
    out.order.push_back(py::cast(one).cast<std::string>());
  }
  if (found.line != nullptr) out.line = found.line->id;
  constexpr const char* others[]{"debtor", "consent", "none"};
  out.other = others[static_cast<std::size_t>(found.other)];
  return out;
}

Order several_debts(const LawPack& pack, const Claim& claim, Date paid_on) {
  constexpr const char* criteria[]{"demanded", "least_secured", "earliest_due", "damages_last"};
  const SeveralDebts found = pack.several_debts(claim, paid_on);
  Order out;
  for (const auto one : found.order) out.order.emplace_back(criteria[static_cast<int>(one)]);
  if (found.line != nullptr) out.line = found.line->id;
  return out;
}

// LawCap without borrowing from the pack.
struct Cap {
  std::string what, regime;
  std::int32_t after_days = 0;
  std::optional<Rate> rate;
  std::optional<Money> sum;
  std::string line;
  bool verified = false;
};

std::vector<Cap> caps(const LawPack& pack, const Claim& claim, Date default_from) {
  constexpr const char* words[]{"default_interest", "long_default", "penalty_rate",
                                "penalty_total"};
  std::vector<Cap> out;
  for (const LawCap& one : pack.caps(claim, default_from)) {
    out.push_back({words[static_cast<int>(one.what)], one.regime, one.after_days, one.rate, one.sum,
                   one.line->id, one.line->verified});
  }
  return out;
}

void bind_law_answers(py::module_& module) {
  Record<Cap>(module, "LawCap")
      .field("what", &Cap::what)
      .field("regime", &Cap::regime)
      .field("after_days", &Cap::after_days)
      .field("rate", &Cap::rate)
      .field("sum", &Cap::sum)
      .field("line", &Cap::line)
      .field("verified", &Cap::verified)
      .frozen();
  Record<Order>(module, "CreditingOrder")
      .field("order", &Order::order)
      .field("line", &Order::line)
      .field("other", &Order::other)
      .frozen();
  Record<Fee>(module, "LawTariff")
      .field("sum", &Fee::sum)
      .field("component", &Fee::component)
      .field("line", &Fee::line)
      .field("verified", &Fee::verified)
      .field("reckoning", &Fee::reckoning)
      .field("vat_on_top", &Fee::vat_on_top)
      .field("why_not", &Fee::why_not)
      .frozen();
  Record<LastDay>(module, "Limitation")
      .field("last_day", &LastDay::last_day)
      .field("line", &LastDay::line)
      .field("verified", &LastDay::verified)
      .field("steps", &LastDay::steps)
      .field("why_not", &LastDay::why_not)
      .frozen();
}

void bind_law(py::module_& module) {
  bind_law_answers(module);
  py::class_<LawPack>(module, "LawPack")
      .def_property_readonly("country", &LawPack::country)
      .def_property_readonly("hash", [](const LawPack& self) { return self.hash().hex(); })
      .def("tariff", &tariff, py::arg("line"), py::arg("base"), py::kw_only(), py::arg("on"),
           "The fee by the tariff of that name from a base; see rules/law/README.md.")
      .def("limitation", &limitation, py::arg("line"), py::arg("exercisable"), py::kw_only(),
           py::arg("events") = std::vector<LimitationEvent>{}, py::arg("matured") = py::none(),
           "The last day before a right that could be exercised first on that day is time-barred.")
      .def("allocation", &allocation, py::arg("claim"), py::kw_only(), py::arg("in_default"),
           py::arg("paid_on"), py::arg("way") = PaymentWay::voluntary,
           "The order in which a payment is credited to one claim.")
      .def("several_debts", &several_debts, py::arg("claim"), py::kw_only(), py::arg("paid_on"),
           "Which of several debts a payment meets that names none.")
      .def("caps", &caps, py::arg("claim"), py::kw_only(), py::arg("default_from"),
           "The most on top of a consumer credit; empty for any other claim.")
      .def("__repr__", [](const LawPack& self) { return "<LawPack " + self.country() + ">"; });
  py::class_<LawPacks>(module, "LawPacks")
      .def(py::init<>(), "No law: nothing is charged, no interest runs.")
      .def("of", &LawPacks::of, py::arg("country"))
      .def("knows", &LawPacks::knows, py::arg("country"))
      .def_property_readonly("countries",
                             [](const LawPacks& self) {
                               std::vector<std::string> out;
                               for (const auto& item : self.all()) out.push_back(item.first);
                               return out;
                             })
      .def("__repr__", [](const LawPacks& self) {
        std::string out = "<LawPacks";
        for (const auto& item : self.all()) out += " " + item.first;
        return out + ">";
      });
  auto law = module.def_submodule("law", "Law packs as values, loaded from what the host names.");
  law.def("bundled_path", &law::bundled_path);
  law.def(
      "load",
      [](const py::object& path, const std::vector<std::string>& countries) {
        return take(law::load(path_of(path), countries));
      },
      py::arg("path"), py::arg("countries"));
  law.def(
      "check", [](const py::object& folder) { return law::check(path_of(folder)); },
      py::arg("folder"), "What is wrong with the pack in a folder that is named by its country.");
  law.def(
      "load_all", [](const py::object& path) { return take(law::load_all(path_of(path))); },
      py::arg("path"));
}

void bind_diagnostics(py::module_& module) {
  Record<Diagnostic> diagnostic(module, "Diagnostic");
  const auto place = [](const char* name, auto SourceSpan::*member) {
    return Field<Diagnostic>{
        name, Need::optional, false, [](Diagnostic&, py::handle) {},
        [member](const Diagnostic& self) -> py::object { return py::cast(self.span.*member); }};
  };
  diagnostic.field("code", &Diagnostic::code)
      .field("severity", &Diagnostic::severity)
      .add(place("file", &SourceSpan::file))
      .add(place("line", &SourceSpan::line))
      .add(place("column", &SourceSpan::column))
      .add(place("end_line", &SourceSpan::end_line))
      .add(place("end_column", &SourceSpan::end_column))
      .field("message", &Diagnostic::message)
      .field("help", &Diagnostic::help)
      .field("language", &Diagnostic::language)
      .frozen();
  module.def(
      "render",
      [](const std::vector<Diagnostic>& diagnostics, const std::string& language, bool color) {
        return render(diagnostics, {.language = language, .color = color});
      },
      py::arg("diagnostics"), py::kw_only(), py::arg("language") = "", py::arg("color") = false,
      "The text for the author; the words around the messages are in `language`, else in that of "
      "each message.");
  module.def("render_json", &render_json, py::arg("diagnostics"));
}

// Mistakes in rules raise one RuleError that holds them all.
[[noreturn]] void refuse(const std::vector<Diagnostic>& diagnostics) {
  const py::object type = py::module_::import("arrears._errors").attr("RuleError");
  PyErr_SetObject(type.ptr(), type(py::cast(diagnostics)).ptr());
  throw py::error_already_set();
}

// Empty: that of each file.
void check_messages(const std::string& messages) {
  const std::vector<std::string> known = rule_languages();
  if (messages.empty() || std::find(known.begin(), known.end(), messages) != known.end()) return;
  throw py::value_error("there are no messages in the language " + messages);
}

Rulebook compiled(const SourceSet& sources, const LawPacks& law, const std::string& messages) {
  CompileOutcome outcome;
  {
    py::gil_scoped_release others;
    outcome = compile(sources, law, messages);
  }
  if (!outcome.rulebook) refuse(outcome.diagnostics);
  return *outcome.rulebook;
}

std::string formatted(const std::string& name, const std::string& text,
                      const std::string& messages) {
  check_messages(messages);
  const FormatOutcome outcome = format({name, text}, messages);
  for (const Diagnostic& diagnostic : outcome.diagnostics) {
    if (diagnostic.severity == Severity::error) refuse(outcome.diagnostics);
  }
  return outcome.text;
}

std::string translated(const std::string& name, const std::string& text, const std::string& to,
                       const std::string& messages) {
  check_messages(messages);
  const FormatOutcome outcome = translate({name, text}, to, messages);
  for (const Diagnostic& diagnostic : outcome.diagnostics) {
    if (diagnostic.severity == Severity::error) refuse(outcome.diagnostics);
  }
  return outcome.text;
}

void bind_rule_tests(py::module_& module) {
  Record<RuleTestResult::Failure>(module, "RuleTestFailure")
      .field("line", &RuleTestResult::Failure::line)
      .field("expected", &RuleTestResult::Failure::expected)
      .field("found", &RuleTestResult::Failure::found)
      .frozen();
  Record<RuleTestResult>(module, "RuleTestResult")
      .field("file", &RuleTestResult::file)
      .field("name", &RuleTestResult::name)
      .field("line", &RuleTestResult::line)
      .field("passed", &RuleTestResult::passed)
      .field("failures", &RuleTestResult::failures)
      .field("cases", &RuleTestResult::cases)
      .field("counterexample", &RuleTestResult::counterexample)
      .field("history", &RuleTestResult::history)
      .frozen();
  module.def(
      "run_rule_tests",
      [](const Rulebook& rulebook, const LawPacks& law, const Zone& zone, std::uint32_t cases) {
        py::gil_scoped_release others;
        return run_rule_tests(rulebook, law, zone, [] { return memory::store(); },
                              {.cases = cases});
      },
      py::arg("rulebook"), py::arg("law"), py::arg("zone"),
      py::arg("cases") = RuleTestOptions{}.cases,
      "Runs the tests that stand in the rule files, each on a store of its own in memory; those "
      "that "
      "leave values open (`for any`) for so many cases.");
  Record<RulePart>(module, "RulePart")
      .field("what", &RulePart::what)
      .field("file", &RulePart::file)
      .field("line", &RulePart::line)
      .field("text", &RulePart::text)
      .field("reached", &RulePart::reached)
      .frozen();
  module.def(
      "rule_coverage",
      [](const Rulebook& rulebook, const LawPacks& law, const Zone& zone) {
        py::gil_scoped_release others;
        std::vector<RulePart> out;
        run_rule_tests(rulebook, law, zone, [] { return memory::store(); }, {.coverage = &out});
        return out;
      },
      py::arg("rulebook"), py::arg("law"), py::arg("zone"),
      "Every state, line and row of the rulebook in order of file and line, and whether any of its "
      "tests reaches it.");
}

void bind_rulebook(py::module_& module) {
  py::class_<Rulebook>(module, "Rulebook")
      .def(py::init<>(), "No plans.")
      .def_property_readonly("hash", [](const Rulebook& self) { return self.hash().hex(); })
      .def_property_readonly("plans", &Rulebook::plans)
      .def_property_readonly("diagnostics", &Rulebook::diagnostics)
      .def(
          "graph",
          [](const Rulebook& self, const std::string& plan, const std::string& format) {
            if (format != "dot" && format != "mermaid") {
              throw py::value_error("a diagram is dot or mermaid, not " + format);
            }
            return take(
                graph(self, plan, format == "dot" ? GraphFormat::dot : GraphFormat::mermaid));
          },
          py::arg("plan") = "", py::kw_only(), py::arg("format") = "dot",
          "A plan as a diagram, in dot or mermaid; the plan may be left out where there is one.")
      .def(
          "document",
          [](const Rulebook& self, const std::map<std::string, std::string>& diagrams) {
            return document(self, {diagrams});
          },
          py::kw_only(), py::arg("diagrams") = std::map<std::string, std::string>{},
          "All files as one page of HTML; `diagrams` gives pictures by plan as SVG markup, which "
          "is "
          "taken as it is.")
      .def("__eq__",
           [](const Rulebook& self, const py::object& other) -> py::object {
             if (!py::isinstance<Rulebook>(other)) {
               return py::reinterpret_borrow<py::object>(Py_NotImplemented);
             }
             return py::bool_(self.hash() == other.cast<const Rulebook&>().hash());
           })
      .def("__hash__", [](const Rulebook& self) { return py::hash(py::str(self.hash().hex())); })
      .def("__repr__", [](const Rulebook& self) {
        std::string out = "<Rulebook";
        for (const std::string& plan : self.plans()) out += " " + plan;
        return out + ">";
      });
}

void bind_compile(py::module_& module) {
  module.def(
      "compile",
      [](const py::object& path, const LawPacks& law, const std::string& messages) {
        check_messages(messages);
        return compiled(SourceSet::from_paths({path_of(path)}, messages), law, messages);
      },
      py::arg("path"), py::arg("law"), py::kw_only(), py::arg("messages") = "",
      "A file or folder of rules; raises RuleError. `messages` is the language of its mistakes; "
      "without it each file is told in its own.");
  module.def(
      "compile_sources",
      [](const std::map<std::string, std::string>& sources, const LawPacks& law,
         const std::string& messages) {
        check_messages(messages);
        std::vector<Source> files;
        for (const auto& [name, text] : sources) files.push_back({name, text});
        return compiled(SourceSet::from_sources(std::move(files)), law, messages);
      },
      py::arg("sources"), py::arg("law"), py::kw_only(), py::arg("messages") = "",
      "Texts by name of file; raises RuleError.");
  module.def(
      "reckon_cases",
      [](const std::string& csv, const LawPacks& law, const std::string& name) {
        Result<std::string> reckoned = [&] {
          py::gil_scoped_release others;
          return reckon_cases(csv, name, law);
        }();
        return take(std::move(reckoned));
      },
      py::arg("csv"), py::arg("law"), py::kw_only(), py::arg("name") = "cases",
      "A table of single claims with what is owed of them, CSV to CSV; see docs/ledger.md.");
  module.def("format", &formatted, py::arg("name"), py::arg("text"), py::kw_only(),
             py::arg("messages") = "",
             "The plain form of a rule file; raises RuleError when it cannot be read.");
  module.def("translate", &translated, py::arg("name"), py::arg("text"), py::arg("to"),
             py::kw_only(), py::arg("messages") = "",
             "A rule file in the words of another language; raises RuleError when it cannot be.");
}

}  // namespace

void bind_rules(py::module_& module) {
  bind_law(module);
  bind_diagnostics(module);
  bind_rulebook(module);
  bind_compile(module);
  bind_rule_tests(module);
}

}  // namespace arrears::python
