// The sample page of LANGUAGE.md part 3 as a rulebook built by hand, so that the core is tested
// without the language.
#ifndef ARREARS_TESTS_UNIT_DECIDE_SAMPLE_BOOK_HPP
#define ARREARS_TESTS_UNIT_DECIDE_SAMPLE_BOOK_HPP

#include "book.hpp"

namespace arrears {

inline void sample_table(Book& b) {
  Table table;
  table.name = "strategy";
  table.inputs.resize(3);
  table.inputs[0] = {"debt", Kind::money, none_index, koruna,
                     b.field(CoreField::debt, Kind::money)};
  table.inputs[1] = {"unreliable",
                     Kind::boolean,
                     none_index,
                     {},
                     b.count(CoreEvent::promise_broken, Duration{Duration::Unit::months, 12},
                             Scope::person, Op::greater_equal, 2)};
  table.inputs[2] = {
      "days_past_due", Kind::days, none_index, {}, b.field(CoreField::days_past_due, Kind::days)};
  table.outputs.resize(2);
  table.outputs[0].kind = Kind::channel;
  table.outputs[1].kind = Kind::business_days;
  const auto row = [&](std::vector<Cell> cells, const std::string& channel, int spacing) {
    Row out;
    out.cells = std::move(cells);
    Expression by, wait;
    by.nodes.push_back(Book::constant(Kind::channel, b.channel(channel)));
    wait.nodes.push_back(Book::constant(Kind::business_days, spacing));
    out.outputs = {b.keep(by), b.keep(wait)};
    table.rows.push_back(std::move(out));
  };
  const Cell any, small{{Match{{}, 499'999}}}, middle{{Match{{}, 4'999'999}}}, no{{Match{0, 0}}};
  row({small, any, any}, "email", 10);
  row({middle, no, Cell{{Match{{}, 30}}}}, "email", 7);
  row({middle, no, Cell{{Match{31, 90}}}}, "sms", 5);
  row({any, any, any}, "data_box", 3);
  b.data.tables.push_back(std::move(table));
}

inline ExprId sample_column(Book& b, std::uint32_t output, Kind kind) {
  Expression e;
  Node node;
  node.op = Op::table_output;
  node.kind = kind;
  node.b = output;
  e.nodes.push_back(node);
  return b.keep(std::move(e));
}

inline void sample_everywhere(Book& b) {
  b.line("", Book::whenever(b.debt(Op::equal, 0))).steps = {b.go("closed", "paid")};
  b.line("", Book::whenever(b.debt(Op::less, 10'000))).steps = {Book::write_off(),
                                                                b.go("closed", "trifle")};
  b.line("", Book::on(CoreEvent::promise)).steps = {b.go("promised")};
  b.line("", Book::on(CoreEvent::dispute), b.field_is(CoreField::undisputed, Op::equal, 0))
      .steps = {b.go("disputed_claim")};
  b.line("", Book::on(CoreEvent::dispute)).steps = {Book::task("Settle the partial dispute")};
  b.line("", Book::on(CoreEvent::insolvency)).steps = {b.go("handed_over", "insolvency")};
  b.data.events.push_back({"returned_mail", "returned_mail", Scope::person, {}});
  Head mail;
  mail.what = Head::What::on_event;
  mail.event = core_events;
  b.line("", mail).steps = {Book::task("Check the address")};
  Head revised;
  revised.what = Head::What::on_revised;
  revised.revised_event = true;
  revised.event = event_id(CoreEvent::promise_broken);
  b.line("", revised).steps = {Book::task("Apologise to the debtor")};
  b.plan().everywhere_except = {b.state("handed_over"), b.state("closed")};
}

inline void sample_dunning(Book& b) {
  Step reminder = b.send("email", "reminder", MessageKind::reminder);
  reminder.channel = {none_index, sample_column(b, 0, Kind::channel)};
  reminder.fallbacks = {b.fallback(Fallback::When::undelivered, "letter", "reminder")};
  b.line("reminder", Book::entry()).steps = {reminder};
  Head spacing = Book::after({});
  spacing.duration.column = sample_column(b, 1, Kind::business_days);
  b.line("reminder", spacing).steps = {b.go("dunning")};
  Step charge;
  charge.action = ActionKind::charge;
  charge.fee = "lump_sum";
  charge.by_law = true;
  Step dun = b.send("email", "dunning", MessageKind::demand);
  dun.fallbacks = {
      b.fallback(Fallback::When::undelivered, "sms", "dunning"),
      b.fallback(Fallback::When::undelivered_within, "letter", "dunning", business(3))};
  Step call = Book::task("Call the debtor");
  call.delay = DurationChoice{business(3), no_expr};
  b.data.fields.push_back(
      {"key_account", Kind::boolean, none_index, Scope::person, Value{false}, {}, false});
  Expression large;
  large.nodes = {Book::field_node(field_id(CoreField::debt), Kind::money),
                 Book::constant(Kind::money, 5'000'000), Node{},
                 Book::field_node(core_fields, Kind::boolean), Node{}};
  large.nodes[2].op = Op::greater_equal;
  large.nodes[2].b = 1;
  large.nodes[4].op = Op::any;
  large.nodes[4].b = 2;
  large.children = {2, 3};
  call.condition = b.keep(std::move(large));
  b.line("dunning", Book::entry()).steps = {charge, dun, call};
  b.line("dunning", Book::after(business(10)), b.debt(Op::greater_equal, 200'000)).steps = {
      b.go("last_demand")};
  b.line("dunning", Book::after(days(30))).steps = {b.go("closed", "not_worth_it")};
}

inline void sample_rest(Book& b) {
  Step notice = b.send("data_box", "notice_142a", MessageKind::demand_by_law);
  notice.fallbacks = {b.fallback(Fallback::When::undelivered, "registered_letter", "notice_142a")};
  b.line("last_demand", Book::entry()).steps = {notice};
  Head not_sent;
  not_sent.what = Head::What::on_not_sent;
  not_sent.message = b.message("notice_142a");
  b.line("last_demand", not_sent).steps = {Book::task("The demand could not be sent")};
  Head after_sent = Book::after(days(14));
  after_sent.what = Head::What::after_sent;
  after_sent.message = b.message("notice_142a");
  b.line("last_demand", after_sent).steps = {b.go("handed_over", "lawsuit")};

  b.line("promised", Book::entry()).steps = {Book::hold(HoldKinds::enforcement),
                                             b.send("email", "promise_confirmed")};
  Head before = Book::after(business(2));
  before.what = Head::What::before_date;
  before.date = b.field(CoreField::promise_due, Kind::date);
  b.line("promised", before).steps = {b.send("sms", "promise_near", MessageKind::reminder)};
  b.line("promised", Book::on(CoreEvent::promise_kept)).steps = {Book::back()};
  b.line("promised", Book::on(CoreEvent::promise_broken),
         b.count(CoreEvent::promise_broken, Duration{Duration::Unit::months, 12}, Scope::person,
                 Op::greater_equal, 2))
      .steps = {b.go("last_demand")};
  b.line("promised", Book::on(CoreEvent::promise_broken)).steps = {b.go("dunning")};

  b.at("disputed_claim").clock_runs = true;
  b.line("disputed_claim", Book::entry()).steps = {Book::task("Settle the dispute")};
  b.line("disputed_claim", Book::on(CoreEvent::dispute_resolved)).steps = {Book::back()};
  b.line("disputed_claim", Book::after(days(30))).steps = {Book::task("A dispute is a month old")};
  Step hand;
  hand.action = ActionKind::hand_over;
  hand.recipient = "lawyer";
  b.line("handed_over", Book::entry()).steps = {hand};
  b.at("handed_over").final = true;
  b.at("closed").final = true;
}

inline Rulebook sample_rules() {
  Book b;
  b.plan().name = "company_invoices";
  b.plan().law = "CZ";
  b.plan().currency = koruna;
  b.plan().start = b.state("reminder");
  b.plan().needs_payments_through = b.today_minus(2);
  b.plan().accepted.push_back({"CZ.due_date_shift", "Jana Dvořáková", Date{2026, 9, 1}});
  for (const char* state :
       {"dunning", "last_demand", "promised", "disputed_claim", "handed_over", "closed"}) {
    b.state(state);
  }
  sample_table(b);
  sample_everywhere(b);
  sample_dunning(b);
  sample_rest(b);
  return b.done();
}

}  // namespace arrears

#endif
