#include <language/characters.hpp>
#include <language/parse.hpp>
#include <language/say.hpp>
#include <language/words.hpp>

#include <utf8proc.h>

#include <algorithm>
#include <utility>

namespace arrears::syntax {

namespace {

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    if (end > 0) out.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

std::vector<std::string> pieces_of(const std::string& form) {
  std::vector<std::string> out = split(form, ' ');
  for (std::string& piece : out) piece = with_small_initial(piece);
  return out;
}

Duration::Unit unit_of(std::string_view name) {
  if (name == "business_days") return Duration::Unit::business_days;
  return name == "months" ? Duration::Unit::months : Duration::Unit::days;
}

const char* unit_name(Duration::Unit unit) {
  if (unit == Duration::Unit::business_days) return "business_days";
  return unit == Duration::Unit::months ? "months" : "days";
}

}  // namespace

std::string with_small_initial(std::string_view text) {
  const std::vector<char32_t> letters = decode(text);
  if (letters.empty()) return {};
  const auto first = static_cast<utf8proc_int32_t>(letters[0]);
  return encode(static_cast<char32_t>(utf8proc_tolower(first))) +
         std::string(text.substr(encode(letters[0]).size()));
}

Words::Words(std::string_view language) : language_(language), months_(13) {
  add_spellings();
  add_rules();
}

void Words::add_spellings() {
  for (std::size_t i = 0; i < spelling_count(); ++i) {
    const SpellingRow& row = spelling_table[i];
    if (row.language != language_) continue;
    forms_[row.word] = split(row.forms, ';');
    for (const std::string& form : forms_[row.word]) {
      Phrase phrase{row.word, pieces_of(form)};
      std::vector<Phrase>& list = phrases_[phrase.pieces.front()];
      list.push_back(std::move(phrase));
    }
  }
}

void Words::add_rules() {
  for (std::size_t i = 0; i < language_count(); ++i) {
    const TextRow& row = language_table[i];
    if (row.language != language_) continue;
    const std::string_view key = row.key, text = row.text;
    if (key == "decimal") decimal_comma_ = text == "comma";
    if (key == "group_comma") comma_groups_ = text == "yes";
    if (key == "date") date_format_ = text;
  }
  for (std::size_t i = 0; i < month_count(); ++i) {
    const TextRow& row = month_table[i];
    if (row.language != language_) continue;
    months_.at(static_cast<std::size_t>(std::stoi(row.key))) = row.text;
  }
  for (std::size_t i = 0; i < unit_count(); ++i) {
    const UnitRow& row = unit_table[i];
    if (row.language != language_) continue;
    for (const char* form : {row.one, row.few, row.many, row.fraction}) {
      units_.push_back({unit_of(row.unit), pieces_of(form)});
    }
  }
}

const std::vector<Phrase>& Words::starting(const std::string& piece) const {
  const auto found = phrases_.find(piece);
  return found == phrases_.end() ? none_ : found->second;
}

std::optional<int> Words::month(std::string_view name) const {
  for (int month = 1; month <= 12; ++month) {
    const std::string& known = months_[static_cast<std::size_t>(month)];
    if (!known.empty() && with_small_initial(known) == with_small_initial(name)) return month;
  }
  return std::nullopt;
}

const std::string& Words::month_name(int month) const {
  return months_.at(static_cast<std::size_t>(month));
}

std::string Words::spelling(Word word, Word previous) const {
  return form_after(word, word_id(previous));
}

std::string Words::spelling(Word word, CountClass beside) const {
  constexpr std::string_view keys[] = {"count:one", "count:few", "count:many", "count:fraction"};
  return form_after(word, keys[static_cast<std::size_t>(beside)]);
}

std::string Words::form_after(Word word, std::string_view key) const {
  for (std::size_t i = 0; i < form_count(); ++i) {
    const FormRow& row = form_table[i];
    if (row.language == language_ && row.key == word_id(word) && row.first == key) {
      return row.second;
    }
  }
  const auto found = forms_.find(word);
  return found == forms_.end() || found->second.empty() ? std::string() : found->second.front();
}

std::vector<std::string> Words::forms(Word word) const {
  const auto found = forms_.find(word);
  return found == forms_.end() ? std::vector<std::string>() : found->second;
}

std::string Words::unit_form(Duration::Unit unit, CountClass count, Word governor) const {
  std::string_view governed_by = "bare";
  for (std::size_t i = 0; i < governor_count(); ++i) {
    const TextRow& row = governor_table[i];
    if (row.language == language_ && row.key == word_id(governor)) governed_by = row.text;
  }
  const UnitRow* best = nullptr;
  for (std::size_t i = 0; i < unit_count(); ++i) {
    const UnitRow& row = unit_table[i];
    if (row.language != language_ || row.unit != std::string_view(unit_name(unit))) continue;
    if (row.governor == governed_by || best == nullptr) best = &row;
  }
  if (best == nullptr) return {};
  const char* const forms[] = {best->one, best->few, best->many, best->fraction};
  return forms[static_cast<std::size_t>(count)];
}

CountClass Words::count_class(std::int64_t whole, bool fraction) const {
  if (fraction) return CountClass::fraction;
  if (whole == 1) return CountClass::one;
  const bool ends_few = language_ == "pl" ? whole % 10 >= 2 && whole % 10 <= 4 &&
                                                (whole % 100 < 12 || whole % 100 > 14)
                                          : whole >= 2 && whole <= 4;
  return ends_few ? CountClass::few : CountClass::many;
}

std::string Words::currency_code(std::string_view spelling) {
  if (spelling == "€") return "EUR";
  for (std::size_t i = 0; i < currency_count(); ++i) {
    if (currency_table[i].text == spelling) return currency_table[i].key;
  }
  const bool letters =
      spelling.size() == 3 &&
      std::all_of(spelling.begin(), spelling.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  return letters && Currency::find(spelling) ? std::string(spelling) : std::string();
}

std::string Words::currency_spelling(const std::string& code) const {
  for (std::size_t i = 0; i < currency_count(); ++i) {
    const TextRow& row = currency_table[i];
    if (row.language == language_ && row.key == code) return row.text;
  }
  return code;
}

std::string Words::header() const {
  for (std::size_t i = 0; i < language_count(); ++i) {
    const TextRow& row = language_table[i];
    if (row.language != language_ || row.key != std::string_view("header")) continue;
    return "# " + std::string(row.text) + ": " + language_;
  }
  return {};
}

std::vector<std::string> missing_words() {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < spelling_count(); ++i) {
    const SpellingRow& row = spelling_table[i];
    if (*row.forms == '\0') out.push_back(std::string(row.language) + " " + row.id);
  }
  return out;
}

std::string_view word_id(Word word) {
  for (std::size_t i = 0; i < spelling_count(); ++i) {
    if (spelling_table[i].word == word) return spelling_table[i].id;
  }
  return {};
}

bool is_language_header(std::string_view word) {
  for (std::size_t i = 0; i < language_count(); ++i) {
    const TextRow& row = language_table[i];
    if (row.key == std::string_view("header") && row.text == word) return true;
  }
  return false;
}

bool knows_language(std::string_view language) {
  for (std::size_t i = 0; i < language_count(); ++i) {
    if (language_table[i].language == language) return true;
  }
  return false;
}

std::string language_names() {
  std::string out;
  for (const std::string& one : arrears::rule_languages()) out += (out.empty() ? "" : ", ") + one;
  return out;
}

namespace {

Word word_of(std::string_view id) {
  for (std::size_t i = 0; i < spelling_count(); ++i) {
    if (spelling_table[i].id == id) return spelling_table[i].word;
  }
  return Word::none;
}

}  // namespace

std::string told(const Said& said, std::string_view language, std::string_view words_of) {
  std::optional<Words> words;  // made when the first word is asked for
  Word previous = Word::none;
  return said.in(language, [&](std::string_view id) {
    if (!words) words.emplace(words_of);
    const Word word = word_of(id);
    const Word before = std::exchange(previous, word);
    const std::size_t colon = id.find(':');
    const std::string_view core = colon == std::string_view::npos ? id : id.substr(colon + 1);
    if (id.starts_with("event:")) return std::string(core_event_spelling(words_of, core, false));
    if (id.starts_with("field:")) return std::string(core_field_spelling(words_of, core));
    if (id.starts_with("kind:")) {
      const std::string_view kind = core_list_kind_spelling(words_of, core);
      return std::string(kind.empty() ? core : kind);
    }
    if (id == "days") return words->unit_form(Duration::Unit::days, CountClass::many, before);
    return words->spelling(word, before);
  });
}

namespace {

std::string_view find_text(const TextRow* rows, std::size_t count, std::string_view language,
                           std::string_view spelling) {
  for (std::size_t i = 0; i < count; ++i) {
    if (rows[i].language == language && rows[i].text == spelling) return rows[i].key;
  }
  return {};
}

std::string_view find_key(const TextRow* rows, std::size_t count, std::string_view language,
                          std::string_view key) {
  for (std::size_t i = 0; i < count; ++i) {
    if (rows[i].language == language && rows[i].key == key) return rows[i].text;
  }
  return {};
}

}  // namespace

std::string_view core_field_spelling(std::string_view language, std::string_view core) {
  return find_key(field_table, field_count(), language, core);
}

std::string_view core_list_kind_spelling(std::string_view language, std::string_view core) {
  return find_key(kind_table, kind_count(), language, core);
}

std::string_view core_event_spelling(std::string_view language, std::string_view core,
                                     bool after_on) {
  for (std::size_t i = 0; i < event_count(); ++i) {
    const FormRow& row = event_table[i];
    if (row.language == language && row.key == core) return after_on ? row.second : row.first;
  }
  return {};
}

std::string_view core_field(std::string_view language, std::string_view spelling) {
  return find_text(field_table, field_count(), language, spelling);
}

std::string_view core_list_kind(std::string_view language, std::string_view spelling) {
  return find_text(kind_table, kind_count(), language, spelling);
}

std::string_view core_event(std::string_view language, std::string_view spelling, bool after_on) {
  for (std::size_t i = 0; i < event_count(); ++i) {
    const FormRow& row = event_table[i];
    if (row.language == language && spelling == (after_on ? row.second : row.first)) return row.key;
  }
  return {};
}

std::vector<std::string_view> core_field_names(std::string_view language) {
  std::vector<std::string_view> out;
  for (std::size_t i = 0; i < field_count(); ++i) {
    if (field_table[i].language == language) out.emplace_back(field_table[i].text);
  }
  return out;
}

std::vector<std::string_view> core_list_kind_names(std::string_view language) {
  std::vector<std::string_view> out;
  for (std::size_t i = 0; i < kind_count(); ++i) {
    if (kind_table[i].language == language) out.emplace_back(kind_table[i].text);
  }
  return out;
}

std::vector<std::string_view> core_event_names(std::string_view language, bool after_on) {
  std::vector<std::string_view> out;
  for (std::size_t i = 0; i < event_count(); ++i) {
    const FormRow& row = event_table[i];
    if (row.language == language) out.emplace_back(after_on ? row.second : row.first);
  }
  return out;
}

std::string nearest(std::string_view written, const std::vector<std::string_view>& candidates) {
  const std::u32string plain = plain_letters(written);
  // A third of the letters may be wrong, at most three; of short words one.
  const std::size_t allowed = std::clamp<std::size_t>(plain.size() / 3, 1, 3);
  std::size_t best = allowed + 1;
  std::string out;
  for (const std::string_view candidate : candidates) {
    const std::size_t distance = edit_distance(plain, plain_letters(candidate));
    if (distance >= best) continue;
    best = distance;
    out = candidate;
  }
  return out;
}

}  // namespace arrears::syntax

namespace arrears {

std::vector<std::string> rule_languages() {
  using namespace syntax;
  std::vector<std::string> out;
  for (std::size_t i = 0; i < language_count(); ++i) {
    if (language_table[i].key == std::string_view("header")) {
      out.emplace_back(language_table[i].language);
    }
  }
  return out;
}

}  // namespace arrears
