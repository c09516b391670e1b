// Terms and tables. Each is bound when first needed, so that order in the file does not matter.
#include <language/bind/expression.hpp>

#include <algorithm>
#include <language/check/rows.hpp>
#include <limits>

namespace arrears::language {

namespace {

class TableBinder {
 public:
  TableBinder(Context& context, std::uint32_t table)
      : context_(context),
        table_(table),
        unit_(context.units[context.tables[table].unit]),
        decl_(unit_.tree->tables[context.tables[table].index]) {}

  bool run() {
    // Built aside: binding cells may bring in other tables, which moves the array.
    out_.name = decl_.name.text;
    out_.file = unit_.file;
    out_.adds = decl_.hits == Hits::all;
    if (!decl_.has_header) {
      if (!decl_.broken) {
        context_.error(unit_, "P0313", decl_.span, say("the table has no header"),
                       say("write `| field || result |` on the line below"));
      }
      publish();
      return false;
    }
    ok_ = ok_ && !decl_.header.broken;
    inputs();
    output_kinds();
    publish();
    rows();
    if (ok_ && decl_.hits == Hits::by_priority) rank_rows();
    publish();
    if (ok_) check_rows();
    return ok_;
  }

 private:
  using Hits = syntax::TableDecl::Hits;

  void publish() {
    context_.data.tables[table_] = out_;
    context_.tables[table_].mixed = mixed_;
  }

  void inputs() {
    for (const syntax::Expr& header : decl_.inputs) {
      Column column;
      column.name = written(*unit_.tree, header.span);
      ExpressionBinder binder(context_, unit_);
      const Typed value = binder.bind(header);
      if (value.ok && value.kind == Kind::channel) {
        context_.error(unit_, "P0307", header.span, say("a table cannot ask for a channel"));
      }
      input_ok_.push_back(value.ok && !value.mixed);
      ok_ = ok_ && value.ok;
      column.kind = value.kind;
      column.list = value.list;
      column.currency = value.currency;
      if (value.ok) column.input = context_.keep(binder.take());
      out_.inputs.push_back(std::move(column));
    }
  }

  // ---- outputs ----

  // The kind of a column follows from its cells: bare names from where all of them are declared,
  // anything else from the first cell that can be read.
  void output_kinds() {
    NameMap seen;
    for (std::size_t i = 0; i < decl_.outputs.size(); ++i) {
      Column column;
      column.name = decl_.outputs[i].text;
      if (!column.name.empty() && !seen.emplace(column.name, 0).second) {
        context_.error(unit_, "P0201", decl_.outputs[i].span,
                       say("column `{0}` stands twice", column.name));
      }
      names_kind(i, column);
      out_.outputs.push_back(std::move(column));
      mixed_.push_back(false);
    }
  }

  const syntax::Expr* output_of(const syntax::TableRow& row, std::size_t i) const {
    if (row.broken || i >= row.outputs.size() || row.outputs[i].any_of.size() != 1) return nullptr;
    return &row.outputs[i].any_of[0].low;
  }

  struct Candidate {
    Kind kind = Kind::boolean;
    std::uint32_t list = none_index;
    const NameMap* names = nullptr;
    std::size_t hits = 0;
  };

  std::vector<Candidate> candidates(const std::string& column) const {
    std::vector<Candidate> out;
    const auto named = unit_.names.kinds.find(column);
    for (const auto& [list, names] : unit_.names.entries) {
      const Candidate candidate{Kind::name, list, &names, 0};
      // A column called like a list takes its entries from there.
      const bool first = named != unit_.names.kinds.end() && named->second == list;
      out.insert(first ? out.begin() : out.end(), candidate);
    }
    out.push_back({Kind::channel, none_index, &unit_.names.channels, 0});
    out.push_back({Kind::state, none_index, &unit_.names.states, 0});
    return out;
  }

  void names_kind(std::size_t i, Column& column) {
    std::vector<Candidate> kinds = candidates(column.name);
    std::size_t names = 0;
    for (const syntax::TableRow& row : decl_.rows) {
      const syntax::Expr* cell = output_of(row, i);
      if (cell == nullptr || cell->kind != syntax::ExprKind::name || cell->name.dotted()) continue;
      ++names;
      for (Candidate& candidate : kinds) candidate.hits += candidate.names->count(cell->name.text);
    }
    const Candidate* best = nullptr;
    for (const Candidate& candidate : kinds) {
      if (candidate.hits > 0 && (best == nullptr || candidate.hits > best->hits)) best = &candidate;
    }
    if (names == 0 || best == nullptr) return;
    column.kind = best->kind;
    column.list = best->list;
    if (best->kind == Kind::name) context_.list_used[best->list] = true;
    fixed_.push_back(i);
  }

  bool kind_is_fixed(std::size_t i) const {
    return std::find(fixed_.begin(), fixed_.end(), i) != fixed_.end();
  }

  static bool both_durations(Kind a, Kind b) {
    const auto is = [](Kind k) {
      return k == Kind::days || k == Kind::business_days || k == Kind::months;
    };
    return is(a) && is(b);
  }

  ExprId output(const syntax::Cell& cell, std::size_t i) {
    if (cell.any || cell.otherwise || cell.any_of.size() != 1 ||
        cell.any_of[0].op != syntax::Match::Op::equal) {
      context_.error(unit_, "P0312", cell.span, say("a result is one value"));
      ok_ = false;
      return no_expr;
    }
    Column& column = out_.outputs[i];
    std::optional<ExpressionBinder::Expect> expect;
    if (kind_is_fixed(i)) expect = ExpressionBinder::Expect{column.kind, column.list};
    ExpressionBinder binder(context_, unit_);
    const Typed value = binder.bind(cell.any_of[0].low, expect);
    if (!value.ok) {
      ok_ = false;
      return no_expr;
    }
    if (!kind_is_fixed(i)) {
      column.kind = value.kind;
      column.list = value.list;
      column.currency = value.currency;
      fixed_.push_back(i);
    }
    if (column.kind != value.kind && both_durations(column.kind, value.kind)) {
      mixed_[i] = true;
    } else if (column.kind != value.kind || column.list != value.list ||
               (column.kind == Kind::money && column.currency != value.currency)) {
      context_.error(unit_, "P0312", cell.span,
                     say("column `{0}` holds {1}, but this is {2}", column.name,
                         kind_text(context_.data, column.kind, column.list),
                         kind_text(context_.data, value.kind, value.list)));
      ok_ = false;
      return no_expr;
    }
    return context_.keep(binder.take());
  }

  // ---- rows ----

  std::optional<std::int64_t> limit(const syntax::Expr& expr, std::size_t i) {
    const Column& column = out_.inputs[i];
    ExpressionBinder binder(context_, unit_);
    const Typed value = binder.bind(expr, ExpressionBinder::Expect{column.kind, column.list});
    if (!value.ok) return std::nullopt;
    const Expression bound = binder.take();
    const Node& node = bound.nodes.back();
    Said help;
    if (value.kind != column.kind || value.list != column.list) {
      if (value.kind == Kind::number && column.kind == Kind::days) {
        help = say("write a unit, for example `30 {days}`");
      }
      context_.error(unit_, "P0301", expr.span,
                     say("column `{0}` is {1}, but this is {2}", column.name,
                         kind_text(context_.data, column.kind, column.list),
                         kind_text(context_.data, value.kind, value.list)),
                     help);
      return std::nullopt;
    }
    if (node.op != Op::constant) {
      context_.error(unit_, "P0314", expr.span, say("a cell holds fixed values"),
                     say("compare in a term, and make the term a column"));
      return std::nullopt;
    }
    if (!value.currency.none() && !column.currency.none() && value.currency != column.currency) {
      context_.error(unit_, "P0306", expr.span,
                     say("this is in {0}, but the column is in {1}", value.currency.code(),
                         column.currency.code()));
      return std::nullopt;
    }
    return node.value;
  }

  std::optional<Match> match(const syntax::Match& source, std::size_t i) {
    using M = syntax::Match::Op;
    const auto low = limit(source.low, i);
    if (!low) return std::nullopt;
    const Kind kind = out_.inputs[i].kind;
    const bool has_order = kind != Kind::name && kind != Kind::boolean && kind != Kind::text &&
                           kind != Kind::state && kind != Kind::channel;
    if (source.op != M::equal && !has_order) {
      context_.error(unit_, "P0314", source.span,
                     say("{0} has no order: only `=` fits",
                         kind_text(context_.data, kind, out_.inputs[i].list)));
      return std::nullopt;
    }
    switch (source.op) {
      case M::equal: return Match{*low, *low};
      case M::less: return Match{std::nullopt, *low - 1};
      case M::less_equal: return Match{std::nullopt, *low};
      case M::greater_equal: return Match{*low, std::nullopt};
      case M::greater: return Match{*low + 1, std::nullopt};
      case M::range: break;
    }
    const auto high = limit(source.high, i);
    if (!high) return std::nullopt;
    if (*high < *low) {
      context_.error(unit_, "P0314", source.span, say("this range is empty"),
                     say("write the smaller value first"));
      return std::nullopt;
    }
    return Match{*low, *high};
  }

  void rows() {
    for (const syntax::TableRow& source : decl_.rows) {
      if (source.broken) {
        ok_ = false;
        continue;
      }
      if (!widths_fit(source)) continue;
      Row row;
      row.line = source.span.line;
      for (std::size_t i = 0; i < source.inputs.size(); ++i) {
        Cell cell;
        for (const syntax::Match& part : source.inputs[i].any_of) {
          if (!input_ok_[i]) break;
          const auto bound = match(part, i);
          if (bound) cell.any_of.push_back(*bound);
          ok_ = ok_ && bound.has_value();
        }
        row.cells.push_back(std::move(cell));
      }
      for (std::size_t i = 0; i < source.outputs.size(); ++i) {
        row.outputs.push_back(output(source.outputs[i], i));
      }
      out_.rows.push_back(std::move(row));
      bound_.push_back(&source);
    }
  }

  bool widths_fit(const syntax::TableRow& row) {
    if (row.inputs.size() == out_.inputs.size() && row.outputs.size() == out_.outputs.size()) {
      return true;
    }
    // `otherwise` alone may stand for a whole row of any values.
    context_.error(
        unit_, "P0313", row.span,
        say("this row has {0} cells and {1} results, but the header has {2} and {3}",
            row.inputs.size(), row.outputs.size(), out_.inputs.size(), out_.outputs.size()),
        say("an empty cell is written `-`"));
    ok_ = false;
    return false;
  }

  static bool last(const syntax::TableRow& row) {
    return !row.inputs.empty() && row.inputs[0].otherwise;
  }

  // By the first result, the highest first: an entry that stands earlier in its list, a greater
  // amount. Rows of one rank stay as written, `otherwise` at the end.
  void rank_rows() {
    std::vector<std::pair<std::int64_t, std::size_t>> order;
    for (std::size_t i = 0; i < bound_.size(); ++i) {
      const Expression& first = context_.data.expressions[out_.rows[i].outputs[0]];
      const Node& node = first.nodes.back();
      if (node.op != Op::constant || node.kind == Kind::text || mixed_[0]) {
        context_.error(
            unit_, "P0332", bound_[i]->outputs[0].span,
            say("rows are ranked by their first result: an entry of a list or an amount"),
            say("drop `{by_priority}`, or give the rank in a column of its own"));
        ok_ = false;
        return;
      }
      const bool amount =
          node.kind != Kind::name && node.kind != Kind::channel && node.kind != Kind::state;
      const bool end = last(*bound_[i]);
      order.push_back({end      ? std::numeric_limits<std::int64_t>::max()
                       : amount ? -node.value
                                : node.value,
                       i});
    }
    std::stable_sort(order.begin(), order.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<Row> rows;
    std::vector<const syntax::TableRow*> written;
    for (const auto& [rank, i] : order) {
      rows.push_back(std::move(out_.rows[i]));
      written.push_back(bound_[i]);
    }
    out_.rows = std::move(rows);
    bound_ = std::move(written);
  }

  // A scorecard adds, so that its results are amounts, and no row stands for all the others.
  void check_scorecard() {
    for (std::size_t i = 0; i < out_.outputs.size(); ++i) {
      const Kind kind = out_.outputs[i].kind;
      const bool adds = kind == Kind::number || kind == Kind::money || kind == Kind::days;
      if (adds || bound_.empty()) continue;
      context_.error(unit_, "P0330", bound_[0]->outputs[i].span,
                     say("a scorecard adds numbers, sums of money or days; this is {0}",
                         kind_text(context_.data, kind, out_.outputs[i].list)),
                     say("write `{table}` where one row decides"));
    }
    for (const syntax::TableRow* row : bound_) {
      if (!last(*row)) continue;
      context_.error(unit_, "P0330", row->span, say("all rows of a scorecard that fit are added"),
                     say("write `-` for a row that always counts"));
    }
  }

  void check_unique(const RowRuns& runs) {
    for (std::size_t i = 0; i < bound_.size(); ++i) {
      if (last(*bound_[i])) continue;
      const auto other = runs.overlapping(i);
      if (!other) continue;
      context_.error(unit_, "P0331", bound_[i]->span,
                     say("a case may fit this row and that of line {0}", bound_[*other]->span.line),
                     say("part their cells, or drop `{unique}`"));
    }
  }

  void check_rows() {
    if (decl_.hits == Hits::all) return check_scorecard();
    const RowRuns runs(context_.data, out_);
    if (decl_.hits == Hits::unique) check_unique(runs);
    if (bound_.empty() || !last(*bound_.back())) {
      const syntax::Span place = bound_.empty() ? decl_.span : bound_.back()->span;
      context_.error(unit_, "P0310", place,
                     say("table `{0}` gives nothing when no row fits", out_.name),
                     say("end it with a row that begins with `{otherwise}`"));
    }
    for (std::size_t i = 0; i < bound_.size(); ++i) {
      if (i + 1 < bound_.size() && last(*bound_[i])) {
        context_.warning(unit_, "P0311", bound_[i + 1]->span,
                         say("no case reaches this row: the row above takes every case"));
        return;
      }
      const auto hiding = runs.hiding(i);
      if (!hiding || last(*bound_[i])) continue;
      context_.warning(unit_, "P0311", bound_[i]->span,
                       say("no case reaches this row: line {0} takes all of its cases",
                           bound_[*hiding]->span.line),
                       say("move it up, or drop it"));
    }
  }

  Context& context_;
  std::uint32_t table_;
  const Unit& unit_;
  const syntax::TableDecl& decl_;
  Table out_;
  bool ok_ = true;
  std::vector<bool> input_ok_, mixed_;
  std::vector<std::size_t> fixed_;              // output columns whose kind is known
  std::vector<const syntax::TableRow*> bound_;  // rows of out_, as written
};

}  // namespace

void bind_table(Context& context, std::uint32_t table) {
  if (context.tables[table].progress != Progress::untouched) return;
  context.tables[table].progress = Progress::active;
  const bool ok = TableBinder(context, table).run();
  context.tables[table].progress = ok ? Progress::done : Progress::broken;
}

void bind_term(Context& context, std::uint32_t term) {
  Pending& pending = context.terms[term];
  if (pending.progress != Progress::untouched) return;
  pending.progress = Progress::active;
  const Unit& unit = context.units[pending.unit];
  const syntax::TermDecl& decl = unit.tree->terms[pending.index];
  ExpressionBinder binder(context, unit);
  const Typed value = decl.broken && decl.expression.kind == syntax::ExprKind::error
                          ? Typed{}
                          : binder.bind(decl.expression);
  if (value.ok) {
    context.data.terms[term].expression = context.keep(binder.take());
    context.term_types[term] = value;
  }
  context.terms[term].progress = value.ok ? Progress::done : Progress::broken;
}

void bind_terms_and_tables(Context& context) {
  for (std::uint32_t i = 0; i < context.terms.size(); ++i) bind_term(context, i);
  for (std::uint32_t i = 0; i < context.tables.size(); ++i) bind_table(context, i);
}

}  // namespace arrears::language
