// The words of one natural language: which words a token may be, how they are written, and the
// rules of numbers and dates. Made from the tables that the build joins; cheap to make, immutable.
#ifndef ARREARS_SRC_LANGUAGE_WORDS_HPP
#define ARREARS_SRC_LANGUAGE_WORDS_HPP

#include <arrears/model/case.hpp>
#include <language/words_tables.hpp>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace arrears::syntax {

// A spelling of a word, in pieces: "go to" has two.
struct Phrase {
  Word word = Word::none;
  std::vector<std::string> pieces;
};
struct UnitPhrase {
  Duration::Unit unit = Duration::Unit::days;
  std::vector<std::string> pieces;
};

enum class CountClass : std::uint8_t { one, few, many, fraction };

class Words {
 public:
  explicit Words(std::string_view language);

  const std::string& language() const { return language_; }
  // Phrases whose first piece is this; pieces compare with a small first letter.
  const std::vector<Phrase>& starting(const std::string& piece) const;
  const std::vector<UnitPhrase>& units() const { return units_; }
  std::optional<int> month(std::string_view name) const;
  const std::string& month_name(int month) const;
  bool decimal_comma() const { return decimal_comma_; }
  bool comma_groups() const { return comma_groups_; }
  // "D. M. YYYY"; `Month` for the name, `MM` for two digits.
  const std::string& date_format() const { return date_format_; }
  bool dates_in_words() const { return date_format_.find("Month") != std::string::npos; }

  // The first form, or the form that follows `previous`.
  std::string spelling(Word word, Word previous = Word::none) const;
  // The form that agrees with the number beside it: "každé" 3 dny, 1 "raz".
  std::string spelling(Word word, CountClass beside) const;
  // All forms of the word, for suggestions.
  std::vector<std::string> forms(Word word) const;
  // "pracovních dnech" for ten business days after `po`.
  std::string unit_form(Duration::Unit unit, CountClass count, Word governor) const;
  CountClass count_class(std::int64_t whole, bool fraction) const;
  // The code for `Kč`, in any language; empty for none.
  static std::string currency_code(std::string_view spelling);
  std::string currency_spelling(const std::string& code) const;
  // `# jazyk: cs`, the line that names the language.
  std::string header() const;

 private:
  std::string form_after(Word word, std::string_view key) const;
  void add_spellings();
  void add_rules();

  std::string language_;
  std::map<std::string, std::vector<Phrase>> phrases_;
  std::map<Word, std::vector<std::string>> forms_;
  std::vector<UnitPhrase> units_;
  std::vector<std::string> months_;
  std::string date_format_;
  bool decimal_comma_ = false, comma_groups_ = false;
  std::vector<Phrase> none_;
};

// The first letter made small.
std::string with_small_initial(std::string_view text);

// "lang word" for every word that a language with a folder lacks. Empty = complete.
std::vector<std::string> missing_words();

// The id of a word as the construct folders write it, "go_to".
std::string_view word_id(Word word);
// The language that a header word (`language`, `jazyk`) belongs to, or whose name it is.
bool is_language_header(std::string_view word);
std::string language_names();

}  // namespace arrears::syntax

#endif
