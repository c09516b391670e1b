// The regret list: what was done on the strength of a debt or a promise that was not so.
#include <algorithm>

#include "host.hpp"

using namespace host;

namespace {

const Date opened{2026, 9, 9}, pressed{2026, 9, 12}, handed{2026, 9, 15}, late{2026, 9, 16};
using What = RegrettedAct::What;

Rulebook stern(const std::string& reaction = {}) {
  return compiled(R"(# language: en
plan stern "Regrets"
  effective from 1 September 2026
  law CZ
  currency CZK
  starts in calm
  accept unverified CZ.due_date_shift by "Jana Dvořáková" on 1 September 2026

channel letter costs 25 CZK
message "notice" reminder
list team office
list fee letter_fee
list recipient lawyer

everywhere except closed
  on payment: task "Say thank you" for office
)" + reaction + R"(
state calm
  after 3 days if debt > 5 000 CZK: go to pressing

state pressing
  on entry
    send letter "notice"
    charge letter_fee 50 CZK once
  after 3 days: hand over to lawyer "the file", go to lawsuit

state lawsuit
  on promise_broken: task "Tell the lawyer" for office
  after 300 days: go to closed

state closed final
)");
}

Host ran(const std::string& reaction = {}) {
  Host host(stern(reaction));
  host.day(opened,
           {person("P-1", opened),
            opening("A", claim("A", 12'000_czk, Date{2026, 9, 1}, "P-1"), opened, "stern"),
            opening("B", claim("B", 12'000_czk, Date{2026, 9, 1}, "P-1"), opened, "stern")});
  host.days(opened + Days{1}, handed);
  return host;
}

std::vector<Regretted> regrets(Host& host, const RegretQuery& query = {}) {
  const auto list = host.engine->regrets(host.by, query);
  REQUIRE_MESSAGE(list.has_value(), (list ? "" : list.error().message));
  return *list;
}

std::vector<std::string> texts(const Regretted& one) {
  std::vector<std::string> out;
  for (const RegrettedAct& act : one.acts) out.push_back(act.on.text() + " " + act.text);
  return out;
}

}  // namespace

TEST_CASE("a payment that comes late makes the letter, the fee and the hand-over regretted") {
  Host host = ran();
  CHECK(regrets(host).empty());
  host.day(late, {payment("bank:1", "A", 8'000_czk, Date{2026, 9, 10})});
  const std::vector<Regretted> list = regrets(host);
  REQUIRE(list.size() == 1);
  const Regretted& one = list[0];
  CHECK(one.case_id.value == "A");
  CHECK(one.noticed_on == late);
  CHECK(one.revised == "debt");
  CHECK(one.decided_on == pressed);
  CHECK_FALSE(one.answered);
  CHECK(one.place.find("test.plan:") == 0);
  CHECK(one.place.find("after 3 days if debt > 5 000 CZK") != std::string::npos);
  CHECK(texts(one) == std::vector<std::string>{
                          "2026-09-12 enters pressing", "2026-09-12 charges letter_fee 50.00 CZK",
                          "2026-09-12 orders letter \"notice\"", "2026-09-15 hands over to lawyer",
                          "2026-09-15 enters lawsuit"});
  REQUIRE(one.acts.size() == 5);
  CHECK_FALSE(one.acts[0].follows);
  CHECK(std::all_of(one.acts.begin() + 1, one.acts.end(),
                    [](const RegrettedAct& act) { return act.follows; }));
  CHECK(one.acts[1].what == What::fee);
  CHECK(one.acts[1].became.empty());
  CHECK(one.acts[2].what == What::message);
  CHECK(one.acts[2].became == "sent on 2026-09-12");
  CHECK(one.acts[3].what == What::hand_over);
  CHECK(host.verify().problems == std::vector<std::string>{});
}

TEST_CASE("the same regrets from the journal after a restart, and whatever comes later") {
  Host host = ran();
  host.day(late, {payment("bank:1", "A", 8'000_czk, Date{2026, 9, 10})});
  const std::vector<Regretted> before = regrets(host);
  host.start();
  CHECK(regrets(host) == before);
  host.day(late + Days{1}, {payment("bank:2", "A", 1'000_czk, Date{2026, 9, 10})});
  CHECK(regrets(host) == before);
}

TEST_CASE("a payment of the day, or one that changes no decision, regrets nothing") {
  Host host = ran();
  host.day(late, {payment("bank:1", "A", 8'000_czk, late),
                  payment("bank:2", "B", 1'000_czk, Date{2026, 9, 10})});
  CHECK(regrets(host).empty());
}

TEST_CASE("what the plan does about it follows no longer") {
  Host host = ran("  on revised debt: charge letter_fee 1 CZK, go to calm\n");
  host.day(late, {payment("bank:1", "A", 8'000_czk, Date{2026, 9, 10})});
  const std::vector<Regretted> list = regrets(host);
  REQUIRE(list.size() == 1);
  CHECK(list[0].answered);
  CHECK(list[0].revised == "debt");
  CHECK(list[0].acts.size() == 5);
  CHECK(list[0].acts.back().text == "enters lawsuit");
}

TEST_CASE("a promise that was kept after all") {
  Host host(stern());
  PromiseMade promise{{"A"}, {}, 1'000_czk, Date{2026, 9, 17}};
  host.day(opened,
           {person("P-1", opened),
            opening("A", claim("A", 12'000_czk, Date{2026, 9, 1}, "P-1"), opened, "stern")});
  host.days(opened + Days{1}, handed);
  host.day(late, {{{"promise"}, late, promise}});
  host.day(late + Days{1}, {{{"complete"}, late, PaymentsComplete{{"bank"}, Date{2026, 9, 27}}}});
  host.days(late + Days{2}, Date{2026, 9, 28});
  const auto tasks = host.show("A").value.tasks;
  REQUIRE(std::any_of(tasks.begin(), tasks.end(),
                      [](const Task& task) { return task.text == "Tell the lawyer"; }));
  host.day(Date{2026, 9, 29}, {payment("bank:1", "A", 1'000_czk, Date{2026, 9, 17})});
  const std::vector<Regretted> list = regrets(host);
  REQUIRE(list.size() == 1);
  CHECK(list[0].revised == "promise_broken");
  REQUIRE(list[0].acts.size() == 1);
  CHECK(list[0].acts[0].what == What::task);
}

TEST_CASE("by case and by day; an unknown case is an error") {
  Host host = ran();
  host.day(late, {payment("bank:1", "A", 8'000_czk, Date{2026, 9, 10})});
  host.day(late + Days{1}, {payment("bank:2", "B", 8'000_czk, Date{2026, 9, 10})});
  CHECK(regrets(host).size() == 2);
  CHECK(regrets(host, {{"B"}, {}, {}}).at(0).case_id.value == "B");
  CHECK(regrets(host, {{}, late + Days{1}, {}}).at(0).case_id.value == "B");
  CHECK(regrets(host, {{}, {}, late}).at(0).case_id.value == "A");
  CHECK(regrets(host, {{}, late + Days{2}, {}}).empty());
  const auto none = host.engine->regrets(host.by, {{"C"}, {}, {}});
  REQUIRE_FALSE(none.has_value());
  CHECK(none.error().code == ErrorCode::not_found);
}

TEST_CASE("regrets as text, CSV and JSON") {
  const std::vector<Regretted> list{
      {{"=A"},
       late,
       "debt",
       pressed,
       "a.plan:9  on payment",
       true,
       {{What::message, "orders letter \"n\"", "sent on 2026-09-12", pressed, "a.plan:9", false},
        {What::fee, "charges f 1.00 CZK", "", handed, "a.plan:12", true}}}};
  CHECK(render(list, CalculationFormat::text) ==
        "=A  2026-09-16  debt turned out otherwise; the plan has reacted\n"
        "  decided on 2026-09-12  a.plan:9  on payment\n"
        "    2026-09-12  orders letter \"n\": sent on 2026-09-12\n"
        "    then on 2026-09-15  charges f 1.00 CZK  [a.plan:12]\n");
  CHECK(render(list, CalculationFormat::csv) ==
        "case,noticed_on,revised,answered,decided_on,decided_by,act,act_on,act_by,follows,text,"
        "became\n"
        "'=A,2026-09-16,debt,yes,2026-09-12,a.plan:9  on payment,message,2026-09-12,a.plan:9,no,"
        "\"orders letter \"\"n\"\"\",sent on 2026-09-12\n"
        "'=A,2026-09-16,debt,yes,2026-09-12,a.plan:9  on payment,fee,2026-09-15,a.plan:12,yes,"
        "charges f 1.00 CZK,\n");
  CHECK(render(list, CalculationFormat::json).find("\"acts\":[{\"what\":\"message\"") !=
        std::string::npos);
  CHECK(render({}, CalculationFormat::text) == "nothing is to be regretted\n");
}
