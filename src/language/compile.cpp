#include <arrears/language/compile.hpp>

#include <algorithm>
#include <language/bind/context.hpp>
#include <language/check/check.hpp>
#include <language/template.hpp>
#include <rulebook/meaning.hpp>
#include <rulebook/table_index.hpp>

namespace arrears {

namespace {

using language::Context;
using language::Unit;

bool is_error(const Diagnostic& diagnostic) { return diagnostic.severity == Severity::error; }

// Characters, shape of lines, names: while these are broken in a file, what else could be said of
// it is noise.
bool broken_below_meaning(const Context& context, const std::string& file) {
  return std::any_of(context.diagnostics.begin(), context.diagnostics.end(),
                     [&file](const Diagnostic& one) {
                       return is_error(one) && one.span.file == file && one.code < "P03";
                     });
}

class Compiler {
 public:
  Compiler(const SourceSet& sources, const LawPacks& law, std::string_view messages)
      : sources_(sources), context_{data_, law, diagnostics_, {}, {}, {}, {}, {}, {}, messages} {}

  CompileOutcome run() {
    diagnostics_ = sources_.problems();
    read();
    language::bind_declarations(context_);
    language::bind_terms_and_tables(context_);
    for (std::uint32_t i = 0; i < context_.units.size(); ++i) {
      if (context_.units[i].tree->plan) language::bind_plan(context_, i);
    }
    for (const auto& bound : context_.plans) {
      language::bind_tests(context_, context_.units[bound.unit], bound.plan);
    }
    for (const Source& source : sources_.sources()) {
      if (language::is_template(source.name)) language::bind_template(context_, source);
    }
    language::blame_declarations(context_);
    check();
    return finish();
  }

 private:
  void read() {
    for (const Source& source : sources_.sources()) {
      data_.sources.push_back({source.name, source.text});
      if (language::is_template(source.name)) continue;
      outcomes_.push_back(syntax::parse(source, context_.messages));
      files_.push_back(static_cast<std::uint32_t>(data_.sources.size() - 1));
    }
    // Units borrow the trees, so all of them are there before the first borrows.
    for (std::size_t i = 0; i < outcomes_.size(); ++i) {
      const auto& found = outcomes_[i].diagnostics;
      diagnostics_.insert(diagnostics_.end(), found.begin(), found.end());
      context_.units.push_back(unit(outcomes_[i].tree, files_[i]));
      const syntax::Tree& tree = outcomes_[i].tree;
      if (data_.language.empty() && tree.plan) data_.language = tree.language;
    }
    if (data_.language.empty()) {
      data_.language = outcomes_.empty() ? "en" : outcomes_[0].tree.language;
    }
  }

  Unit unit(const syntax::Tree& tree, std::uint32_t file) {
    Unit out;
    out.tree = &tree;
    out.file = file;
    out.shared = !tree.plan.has_value();
    for (const syntax::State& state : tree.states) {
      if (state.name.empty()) continue;
      out.names.states.emplace(state.name.text, state_index(tree, state));
    }
    if (!tree.plan) return out;
    out.law = tree.plan->law.text;
    if (context_.packs.knows(out.law) && !out.law.empty()) out.pack = &context_.packs.of(out.law);
    if (!tree.plan->currency.empty()) {
      const auto currency = Currency::find(tree.plan->currency.text);
      if (currency) out.currency = *currency;
    }
    return out;
  }

  // The place of a state among those that the plan keeps: a second one of a name is dropped.
  static std::uint32_t state_index(const syntax::Tree& tree, const syntax::State& state) {
    std::uint32_t index = 0;
    std::vector<std::string> seen;
    for (const syntax::State& other : tree.states) {
      if (&other == &state || other.name.text == state.name.text) return index;
      const bool again =
          !other.name.empty() && std::find(seen.begin(), seen.end(), other.name.text) != seen.end();
      if (!again) ++index;
      seen.push_back(other.name.text);
    }
    return index;
  }

  void check() {
    bool names_whole = true;
    for (const auto& bound : context_.plans) {
      const Unit& unit = context_.units[bound.unit];
      Plan& plan = data_.plans[bound.plan];
      language::check_messages(context_, bound);
      language::check_law(context_, bound);
      const bool broken = broken_below_meaning(context_, unit.tree->file);
      if (!broken) {
        language::check_states(context_, bound);
        language::check_lines(context_, bound);
        language::check_outcomes(context_, bound);
        language::check_plan_moves(context_, bound);
      }
      plan.reads_person_scope = language::reads_person_scope(data_, plan);
    }
    for (const Unit& unit : context_.units) {
      names_whole = names_whole && !broken_below_meaning(context_, unit.tree->file);
    }
    if (names_whole) language::check_unused(context_);
  }

  CompileOutcome finish() {
    std::stable_sort(diagnostics_.begin(), diagnostics_.end(),
                     [](const Diagnostic& a, const Diagnostic& b) {
                       return std::tie(a.span.file, a.span.line, a.span.column) <
                              std::tie(b.span.file, b.span.line, b.span.column);
                     });
    CompileOutcome out;
    out.diagnostics = diagnostics_;
    if (std::any_of(diagnostics_.begin(), diagnostics_.end(), is_error)) return out;
    data_.diagnostics = diagnostics_;
    data_.hash = meaning_hash(data_);
    index_tables(data_);
    out.rulebook = Rulebook(std::make_shared<const RulebookData>(std::move(data_)));
    return out;
  }

  const SourceSet& sources_;
  RulebookData data_;
  std::vector<Diagnostic> diagnostics_;
  std::vector<syntax::ParseOutcome> outcomes_;
  std::vector<std::uint32_t> files_;  // beside outcomes_
  Context context_;
};

}  // namespace

CompileOutcome compile(const SourceSet& sources, const LawPacks& law, std::string_view messages) {
  return Compiler(sources, law, messages).run();
}

Result<Rulebook> rulebook_from_archive(ByteView bytes, const LawPacks& law) {
  const auto texts = sources_of_archive(bytes);
  if (!texts) return unexpected(texts.error());
  std::vector<Source> sources;
  for (const SourceText& text : *texts) sources.push_back({text.name, text.text});
  const CompileOutcome outcome = compile(SourceSet::from_sources(std::move(sources)), law, "en");
  if (outcome.rulebook) return *outcome.rulebook;
  for (const Diagnostic& one : outcome.diagnostics) {
    if (!is_error(one)) continue;
    return unexpected(ErrorCode::corrupt,
                      "the archived rulebook no longer compiles: " + one.span.file + ":" +
                          std::to_string(one.span.line) + ": " + one.message);
  }
  return unexpected(ErrorCode::corrupt, "the archived rulebook no longer compiles");
}

}  // namespace arrears
