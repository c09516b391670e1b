// Engine, stores and what the engine answers. Every command runs without the interpreter's lock.
#include <arrears/engine/forecast.hpp>
#include <arrears/language/compile.hpp>
#include <arrears/report/report.hpp>
#include <arrears/store/memory.hpp>
#include <arrears/store/sqlite.hpp>

#include "channels.hpp"
#include "record.hpp"

namespace arrears::python {

namespace {

// A store before an engine owns it.
struct StoreHandle {
  std::unique_ptr<Store> store;
};

// The engine with what it borrows. Closed, it answers with an error.
class Host {
 public:
  Host(StoreHandle& store, EngineParts parts, const py::list& channels) {
    if (!store.store) fail("this store is in use by another engine");
    for (const py::handle item : channels) {
      objects_.append(item);
      Channel* channel = native_channel(item);
      if (channel == nullptr) {
        written_.push_back(
            std::make_unique<PythonChannel>(py::reinterpret_borrow<py::object>(item)));
        channel = written_.back().get();
      }
      parts.channels.push_back(channel);
    }
    const LawPacks law = parts.law;
    parts.load_rulebook = [law](ByteView bytes) { return rulebook_from_archive(bytes, law); };
    rulebook_ = parts.rulebook;
    law_ = law;
    zone_ = parts.zone;
    tenant_ = parts.tenant;
    parts.store = std::move(store.store);
    py::gil_scoped_release others;
    engine_ = std::make_unique<Engine>(take(Engine::open(std::move(parts))));
  }
  Engine& engine() {
    if (!engine_) fail("the engine is closed");
    return *engine_;
  }
  // Over a copy of the store; without a rulebook under the engine's own.
  Result<Forecast> forecast(const Caller& by, const std::optional<Rulebook>& rulebook,
                            ForecastOptions options) {
    EngineParts parts;
    parts.store = memory::copy_of(engine().store(), {tenant_, 0});
    parts.rulebook = rulebook.value_or(rulebook_);
    parts.law = law_;
    parts.zone = zone_;
    parts.tenant = tenant_;
    parts.load_rulebook = [law = law_](ByteView bytes) {
      return rulebook_from_archive(bytes, law);
    };
    options.migrate = rulebook.has_value();
    return arrears::forecast(std::move(parts), by, options);
  }
  void close() {
    py::gil_scoped_release others;
    engine_.reset();
  }

 private:
  [[noreturn]] static void fail(const char* why) {
    throw Failure{{ErrorCode::refused, why, false}};
  }
  py::list objects_;                                     // keeps the channels alive
  std::vector<std::unique_ptr<PythonChannel>> written_;  // those written in Python
  Rulebook rulebook_;
  LawPacks law_;
  Zone zone_;
  TenantId tenant_;
  std::unique_ptr<Engine> engine_;  // last: goes first
};

// Runs without the lock and gives the value or the exception.
template <class Call>
auto unlocked(Call call) {
  py::gil_scoped_release others;
  return take(call());
}

// What has a text in a language and a JSON form.
template <class T>
void with_texts(py::class_<T> type) {
  type.def(
      "text", [](const T& self, const std::string& language) { return self.text(language); },
      py::arg("language") = "en");
  type.def("json", [](const T& self) { return self.json(); });
}

void bind_stores(py::module_& module) {
  py::class_<StoreHandle>(module, "Store");
  auto memory = module.def_submodule("memory", "The store in memory.");
  memory.def("store", [] { return StoreHandle{memory::store()}; });
  auto sqlite = module.def_submodule("sqlite", "The store in one SQLite file.");
  sqlite.def(
      "store",
      [](const py::object& path, bool read_only, bool create, int synchronous) {
        const sqlite::Options options{
            .read_only = read_only, .create = create, .synchronous = synchronous};
        return StoreHandle{take(sqlite::store(path_of(path), options))};
      },
      py::arg("path"), py::kw_only(), py::arg("read_only") = false, py::arg("create") = true,
      py::arg("synchronous") = 2);
}

void bind_day_reports(py::module_& module) {
  Record<SubmitReport>(module, "SubmitReport")
      .field("stored", &SubmitReport::stored)
      .field("known", &SubmitReport::known)
      .frozen();
  Record<DayReport>(module, "DayReport")
      .field("day", &DayReport::day)
      .field("recorded", &DayReport::recorded)
      .field("decided", &DayReport::decided)
      .field("looked_at", &DayReport::looked_at)
      .field("ordered", &DayReport::ordered)
      .field("tasks", &DayReport::tasks)
      .field("unmatched", &DayReport::unmatched)
      .field("refused", &DayReport::refused)
      .field("waits_for_payments", &DayReport::waits_for_payments)
      .field("set_aside", &DayReport::set_aside)
      .frozen();
  Record<DispatchReport>(module, "DispatchReport")
      .field("sent", &DispatchReport::sent)
      .field("deferred", &DispatchReport::deferred)
      .field("cancelled", &DispatchReport::cancelled)
      .field("expired", &DispatchReport::expired)
      .field("rejected", &DispatchReport::rejected)
      .field("retried", &DispatchReport::retried)
      .field("uncertain", &DispatchReport::uncertain)
      .frozen();
}

void bind_answers(py::module_& module) {
  py::class_<CaseReport> shown(module, "CaseReport");
  shown.def_property_readonly("case", [](const CaseReport& self) { return self.value.id; })
      .def_property_readonly("plan", [](const CaseReport& self) { return self.value.plan; })
      .def_property_readonly("state",
                             [](const CaseReport& self) {
                               return self.value.stack.empty() ? std::string()
                                                               : self.value.stack.back().state;
                             })
      .def_property_readonly("closed", [](const CaseReport& self) { return self.value.closed; })
      .def_readonly("balance", &CaseReport::balance)
      .def_readonly("persons", &CaseReport::persons)
      .def_readonly("limitations", &CaseReport::limitations)
      .def_readonly("instalments", &CaseReport::instalments)
      .def_readonly("offers", &CaseReport::offers)
      .def_readonly("costs", &CaseReport::costs)
      .def_readonly("next_look", &CaseReport::next_look)
      .def_readonly("today", &CaseReport::today);
  with_texts(shown);
  py::class_<OfferVerdict> verdict_of_offer(module, "OfferVerdict");
  verdict_of_offer.def_readonly("answer", &OfferVerdict::answer)
      .def_readonly("because", &OfferVerdict::because)
      .def_readonly("rest", &OfferVerdict::rest)
      .def_readonly("acts", &OfferVerdict::acts)
      .def_readonly("lines", &OfferVerdict::lines);
  with_texts(verdict_of_offer);
  py::class_<Explanation> why(module, "Explanation");
  why.def_readonly("headline", &Explanation::headline)
      .def_readonly("clears_on", &Explanation::clears_on)
      .def_readonly("language", &Explanation::language)
      .def(
          "text",
          [](const Explanation& self, const std::string& language) { return self.text(language); },
          py::arg("language") = "")
      .def("json", &Explanation::json);
  py::class_<Verdict> verdict(module, "Verdict");
  verdict.def_readonly("problems", &Verdict::problems)
      .def_readonly("entries", &Verdict::entries)
      .def_readonly("cases", &Verdict::cases)
      .def_readonly("persons", &Verdict::persons)
      .def_readonly("against_heads", &Verdict::against_heads)
      .def_property_readonly("sound", &Verdict::sound)
      .def("__bool__", &Verdict::sound);
  with_texts(verdict);
  py::class_<ChainHeads>(module, "ChainHeads")
      .def_static(
          "read", [](const py::object& path) { return take(ChainHeads::read(path_of(path))); },
          py::arg("path"))
      .def_static(
          "parse", [](const std::string& text) { return take(ChainHeads::parse(text)); },
          py::arg("text"))
      .def("text", &ChainHeads::text);
}

void bind_regrets(py::module_& module) {
  Record<RegrettedAct>(module, "RegrettedAct")
      .field("what", &RegrettedAct::what)
      .field("text", &RegrettedAct::text)
      .field("became", &RegrettedAct::became)
      .field("on", &RegrettedAct::on)
      .field("place", &RegrettedAct::place)
      .field("follows", &RegrettedAct::follows)
      .frozen();
  Record<Regretted>(module, "Regretted")
      .field("case", &Regretted::case_id)
      .field("noticed_on", &Regretted::noticed_on)
      .field("revised", &Regretted::revised)
      .field("decided_on", &Regretted::decided_on)
      .field("place", &Regretted::place)
      .field("answered", &Regretted::answered)
      .field("acts", &Regretted::acts)
      .frozen();
  module.def(
      "render_regrets",
      [](const std::vector<Regretted>& regrets, CalculationFormat format) {
        return render(regrets, format);
      },
      py::arg("regrets"), py::arg("format") = "text");
}

void bind_migration(py::module_& module) {
  Record<MigrationReport::Move>(module, "MigrationMove")
      .field("plan", &MigrationReport::Move::plan)
      .field("from_state", &MigrationReport::Move::from)
      .field("to_state", &MigrationReport::Move::to)
      .field("cases", &MigrationReport::Move::cases)
      .frozen();
  Record<MigrationReport::Line>(module, "MigrationLine")
      .field("text", &MigrationReport::Line::text)
      .field("cases", &MigrationReport::Line::cases)
      .frozen();
  Record<MigrationReport::Stranded>(module, "StrandedCase")
      .field("case", &MigrationReport::Stranded::case_id)
      .field("why", &MigrationReport::Stranded::why)
      .frozen();
  py::class_<MigrationReport>(module, "MigrationReport")
      .def_readonly("done", &MigrationReport::done)
      .def_readonly("already", &MigrationReport::already)
      .def_readonly("moves", &MigrationReport::moves)
      .def_readonly("skipped", &MigrationReport::skipped)
      .def_readonly("dropped", &MigrationReport::dropped)
      .def_readonly("stranded", &MigrationReport::stranded)
      .def("text", &MigrationReport::text)
      .def("__str__", &MigrationReport::text);
}

using HostClass = py::class_<Host>;

void bind_commands(HostClass& type) {
  type.def(
      "open_day",
      [](Host& self, const Caller& by, const Moment& moment) {
        Engine& engine = self.engine();
        unlocked([&] { return engine.open_day(by, moment); });
      },
      py::arg("by"), py::arg("moment"));
  type.def(
      "submit",
      [](Host& self, const Caller& by, const Moment& moment, const std::vector<Fact>& facts) {
        Engine& engine = self.engine();
        return unlocked([&] { return engine.submit(by, moment, facts); });
      },
      py::arg("by"), py::arg("moment"), py::arg("facts"));
  type.def(
      "check",
      [](Host& self, const Caller& by, const std::vector<Fact>& facts) {
        Engine& engine = self.engine();
        return unlocked([&] { return engine.check(by, facts); });
      },
      py::arg("by"), py::arg("facts"));
  type.def(
      "running",
      [](Host& self, const Caller& by, const std::vector<Fact>& facts) {
        Engine& engine = self.engine();
        return unlocked([&] { return engine.running(by, facts); });
      },
      py::arg("by"), py::arg("facts"));
  type.def(
      "run_day",
      [](Host& self, const Caller& by, const Moment& moment) {
        Engine& engine = self.engine();
        return unlocked([&] { return engine.run_day(by, moment); });
      },
      py::arg("by"), py::arg("moment"));
  type.def(
      "dispatch",
      [](Host& self, const Caller& by, const Moment& moment, std::size_t limit) {
        Engine& engine = self.engine();
        return unlocked([&] { return engine.dispatch(by, moment, {.limit = limit}); });
      },
      py::arg("by"), py::arg("moment"), py::kw_only(), py::arg("limit") = 1'000'000);
  type.def(
      "next_dispatch",
      [](Host& self, const Caller& by, Instant after) {
        Engine& engine = self.engine();
        return unlocked([&] { return engine.next_dispatch(by, after); });
      },
      py::arg("by"), py::arg("after"));
  type.def(
      "migrate",
      [](Host& self, const Caller& by, const Moment& moment, LateLines late, bool dry_run,
         const std::vector<CaseId>& cases) {
        Engine& engine = self.engine();
        return unlocked([&] { return engine.migrate(by, moment, {late, dry_run, cases}); });
      },
      py::arg("by"), py::arg("moment"), py::kw_only(), py::arg("late") = "skip",
      py::arg("dry_run") = false, py::arg("cases") = std::vector<CaseId>{});
  type.def(
      "erase",
      [](Host& self, const Caller& by, const Moment& moment, const PersonId& person) {
        Engine& engine = self.engine();
        unlocked([&] { return engine.erase(by, moment, person); });
      },
      py::arg("by"), py::arg("moment"), py::arg("person"));
}

void bind_calculations(HostClass& type) {
  type.def(
      "reckon",
      [](Host& self, const Caller& by, const CaseId& id, Date on, std::optional<Instant> known_at) {
        Engine& engine = self.engine();
        return unlocked([&] { return engine.reckon(by, id, {.on = on, .known_at = known_at}); });
      },
      py::arg("by"), py::arg("case"), py::kw_only(), py::arg("on"),
      py::arg("known_at") = py::none());
  type.def(
      "schedule_instalments",
      [](Host& self, const Caller& by, const CaseId& id, const InstalmentTerms& terms, Date on) {
        Engine& engine = self.engine();
        return unlocked([&] { return engine.schedule_instalments(by, id, on, terms); });
      },
      py::arg("by"), py::arg("case"), py::arg("terms"), py::kw_only(), py::arg("on"));
}

void bind_mandate_queries(HostClass& type) {
  type.def(
      "mandate_account",
      [](Host& self, const Caller& by, const MandateId& mandate, Date on) {
        Engine& engine = self.engine();
        return unlocked([&] { return engine.mandate_account(by, mandate, on); });
      },
      py::arg("by"), py::arg("mandate"), py::kw_only(), py::arg("on"));
  type.def(
      "propose_remittance",
      [](Host& self, const Caller& by, const MandateId& mandate, Date through) {
        Engine& engine = self.engine();
        return unlocked([&] { return engine.propose_remittance(by, mandate, through); });
      },
      py::arg("by"), py::arg("mandate"), py::kw_only(), py::arg("through"));
  type.def(
      "costs",
      [](Host& self, const Caller& by, Date on, CostQuery::By group, const std::string& field) {
        Engine& engine = self.engine();
        return unlocked([&] { return engine.costs(by, {on, group, field}); });
      },
      py::arg("by"), py::kw_only(), py::arg("on"), py::arg("group") = "case",
      py::arg("field") = "");
}

void bind_queries(HostClass& type) {
  type.def(
      "show",
      [](Host& self, const Caller& by, const CaseId& id) {
        Engine& engine = self.engine();
        return unlocked([&] { return engine.show(by, id); });
      },
      py::arg("by"), py::arg("case"));
  type.def(
      "explain",
      [](Host& self, const Caller& by, const CaseId& id, Date on, const std::string& language) {
        Engine& engine = self.engine();
        return unlocked([&] { return engine.explain(by, id, on, language); });
      },
      py::arg("by"), py::arg("case"), py::kw_only(), py::arg("on"), py::arg("language") = "",
      "In a language; without one in that of the case's rulebook.");
  type.def(
      "explain_not",
      [](Host& self, const Caller& by, const CaseId& id, const std::string& step, Date on,
         const std::string& language) {
        Engine& engine = self.engine();
        return unlocked([&] { return engine.explain_not(by, id, step, on, language); });
      },
      py::arg("by"), py::arg("case"), py::arg("step"), py::kw_only(), py::arg("on"),
      py::arg("language") = "");
  type.def(
      "try_offer",
      [](Host& self, const Caller& by, const InstalmentsOffered& offer, Date on) {
        Engine& engine = self.engine();
        return unlocked([&] { return engine.try_offer(by, on, offer); });
      },
      py::arg("by"), py::arg("offer"), py::kw_only(), py::arg("on"));
  type.def(
      "regrets",
      [](Host& self, const Caller& by, const CaseId& id, std::optional<Date> since,
         std::optional<Date> until) {
        Engine& engine = self.engine();
        return unlocked([&] { return engine.regrets(by, {id, since, until}); });
      },
      py::arg("by"), py::kw_only(), py::arg("case") = "", py::arg("since") = py::none(),
      py::arg("until") = py::none());
}

void bind_what_if(HostClass& type) {
  type.def(
      "forecast",
      [](Host& self, const Caller& by, Date until, const std::optional<Rulebook>& rulebook,
         std::vector<Fact> facts, bool payments_known) {
        ForecastOptions options;
        options.until = until;
        options.facts = std::move(facts);
        options.payments_known = payments_known;
        return unlocked([&] { return self.forecast(by, rulebook, std::move(options)); });
      },
      py::arg("by"), py::kw_only(), py::arg("until"), py::arg("rulebook") = py::none(),
      py::arg("facts") = std::vector<Fact>{}, py::arg("payments_known") = true,
      "The coming days over a copy in memory; under another rulebook where one is given, to which "
      "the open cases move.");
}

void bind_record(HostClass& type) {
  type.def(
      "verify",
      [](Host& self, const std::optional<ChainHeads>& heads) {
        Engine& engine = self.engine();
        return unlocked([&] { return engine.verify(heads); });
      },
      py::arg("heads") = py::none());
  type.def("heads", [](Host& self) {
    Engine& engine = self.engine();
    return unlocked([&] { return engine.heads(); });
  });
  type.def(
      "portfolio_report",
      [](Host& self, const Caller& by) {
        Engine& engine = self.engine();
        return unlocked([&] { return portfolio_report(engine.store(), by.tenant); });
      },
      py::arg("by"));
  type.def(
      "export_lines",
      [](Host& self, bool hashes) {
        Engine& engine = self.engine();
        std::vector<std::string> lines;
        unlocked([&] {
          return engine.export_lines(
              [&lines](std::string_view line) -> Result<Unit> {
                lines.emplace_back(line);
                return Unit{};
              },
              hashes ? EntryHashes::shown : EntryHashes::left_out);
        });
        return lines;
      },
      py::arg("hashes") = false);
}

}  // namespace

void bind_engine(py::module_& module) {
  bind_stores(module);
  bind_day_reports(module);
  bind_answers(module);
  bind_regrets(module);
  bind_migration(module);
  bind_forecast(module);
  HostClass type(module, "Engine");
  type.def(
      py::init([](StoreHandle& store, Rulebook rulebook, LawPacks law, const py::list& channels,
                  std::optional<Zone> zone, int workers, TenantId tenant, std::string salt_seed) {
        EngineParts parts;
        parts.rulebook = std::move(rulebook);
        parts.law = std::move(law);
        if (zone) parts.zone = *zone;
        parts.workers = workers;
        parts.tenant = std::move(tenant);
        parts.salt_seed = std::move(salt_seed);
        return std::make_unique<Host>(store, std::move(parts), channels);
      }),
      py::kw_only(), py::arg("store"), py::arg("rulebook"), py::arg("law") = LawPacks{},
      py::arg("channels") = py::list(), py::arg("zone") = py::none(), py::arg("workers") = 1,
      py::arg("tenant") = "main", py::arg("salt_seed") = "");
  type.def("close", &Host::close);
  type.def(
      "__enter__", [](Host& self) -> Host& { return self; }, py::return_value_policy::reference);
  type.def("__exit__", [](Host& self, const py::args&) { self.close(); });
  bind_commands(type);
  bind_calculations(type);
  bind_mandate_queries(type);
  bind_queries(type);
  bind_what_if(type);
  bind_record(type);
}

}  // namespace arrears::python
