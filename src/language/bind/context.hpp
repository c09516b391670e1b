// What binding and checking share: the rulebook being built, what each file may name, and the
// mistakes found so far.
#ifndef ARREARS_SRC_LANGUAGE_BIND_CONTEXT_HPP
#define ARREARS_SRC_LANGUAGE_BIND_CONTEXT_HPP

#include <arrears/law/law.hpp>
#include <language/parse.hpp>
#include <language/say.hpp>
#include <language/tree.hpp>
#include <language/words_tables.hpp>
#include <map>
#include <rulebook/data.hpp>
#include <string>
#include <vector>

namespace arrears::language {

using syntax::Said;
using syntax::say;
using syntax::Saying;
using syntax::Wording;
using NameMap = std::map<std::string, std::uint32_t, std::less<>>;

// What a file may name: its own declarations and those of files without a plan.
struct Visible {
  NameMap kinds;                             // kind of list, as spelled and in English -> list
  std::map<std::uint32_t, NameMap> entries;  // list -> entry -> index
  NameMap fields;                            // host fields -> index in `data`
  NameMap events, events_after_on;           // host events -> EventId, by form
  NameMap channels, messages, terms, tables;
  NameMap states;  // of the file's plan
};

// One rule file.
struct Unit {
  const syntax::Tree* tree = nullptr;
  std::uint32_t file = 0;  // index into RulebookData::sources
  bool shared = false;     // no plan: its declarations serve all files
  Visible names;
  Currency currency;              // of its plan
  std::string law;                // of its plan
  const LawPack* pack = nullptr;  // null without a law, or when the pack is unknown
};

enum class Progress : std::uint8_t { untouched, active, done, broken };

// A term or table while it is being bound: each is bound when first needed.
struct Pending {
  std::uint32_t unit = 0;
  std::uint32_t index = 0;  // in the tree
  Progress progress = Progress::untouched;
  std::vector<bool> mixed;  // table: output columns whose durations differ in unit
};

// A plan with the lines that its triggers come from, for checks after binding.
struct BoundPlan {
  std::uint32_t unit = 0;
  std::uint32_t plan = 0;                                     // in `data`
  std::vector<const syntax::State*> states;                   // side by side with Plan::states
  std::vector<std::vector<const syntax::Trigger*>> triggers;  // and their triggers
  std::vector<const syntax::Trigger*> everywhere;
};

// What an expression gives.
struct Typed {
  bool ok = false;  // false: a mistake that has been reported
  std::uint32_t node = 0;
  Kind kind = Kind::boolean;
  std::uint32_t list = none_index;  // Kind::name
  Currency currency;                // Kind::money, when it can be known
  bool mixed = false;               // a duration in a unit that depends on the row
};

struct Context {
  RulebookData& data;
  const LawPacks& packs;
  std::vector<Diagnostic>& diagnostics;
  std::vector<Unit> units;
  std::vector<Pending> terms, tables;  // side by side with those of `data`
  std::vector<Typed> term_types;
  std::vector<BoundPlan> plans;
  std::vector<bool> list_used;
  std::string_view messages;  // their language; empty = that of each file

  void error(const Unit& unit, const char* code, syntax::Span span, const Said& message,
             const Said& help = {}) {
    diagnostics.push_back(syntax::mistake(*unit.tree, code, span, message, help));
  }
  void warning(const Unit& unit, const char* code, syntax::Span span, const Said& message,
               const Said& help = {}) {
    diagnostics.push_back(
        syntax::mistake(*unit.tree, code, span, message, help, Severity::warning));
  }
  // Equal texts have one index, so that they can be compared by it.
  Text intern(const std::string& text) {
    std::uint32_t i = 0;
    while (i < data.pool.size() && data.pool[i] != text) ++i;
    if (i == data.pool.size()) data.pool.push_back(text);
    return i;
  }
  ExprId keep(Expression expression) {
    data.expressions.push_back(std::move(expression));
    return static_cast<ExprId>(data.expressions.size() - 1);
  }
};

// "did you mean `x`?" when one of the names is near, else `otherwise`.
Said suggestion(std::string_view written, const std::vector<std::string_view>& candidates,
                const Said& otherwise = {});
// The same where words of the language may stand as well. Behind `lead` stands what of the word is
// behind it: "entry" behind `on`.
Said suggestion(const Unit& unit, std::string_view written, std::vector<std::string_view> names,
                const std::vector<syntax::Word>& words, syntax::Word lead = syntax::Word::none);
std::vector<std::string_view> names_of(const NameMap& map);
// `text` for messages: “`dluh`”.
std::string quoted(std::string_view text);
// "money", "a date", "an entry of list `team`".
Said kind_text(const RulebookData& data, Kind kind, std::uint32_t list = none_index);
// Names by which the lines of a pack are known in a language, for "did you mean".
std::vector<std::string_view> law_line_names(const LawPack& pack, const std::string& language);
// The characters of a span, counted as readers do.
std::string written(const syntax::Tree& tree, syntax::Span span);

// Declarations of every file: lists, fields, events, channels, messages; names of terms and tables.
void bind_declarations(Context& context);
// Terms and tables, each with what it needs before it.
void bind_terms_and_tables(Context& context);
void bind_term(Context& context, std::uint32_t term);
void bind_table(Context& context, std::uint32_t table);
// The plan of a unit that has one: attributes, states, triggers.
void bind_plan(Context& context, std::uint32_t unit);
void bind_tests(Context& context, const Unit& unit, std::uint32_t plan);
// Where all uses of a name are unknown and one nearly like it stands in its declaration alone, the
// declaration is the mistake, told once instead of the uses.
void blame_declarations(Context& context);

}  // namespace arrears::language

#endif
