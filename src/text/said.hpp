// A sentence for a reader whose language is known only later: a row of a catalogue of messages with
// what stands in its places. The build makes a catalogue out of a file of messages in all
// languages.
#ifndef ARREARS_SRC_TEXT_SAID_HPP
#define ARREARS_SRC_TEXT_SAID_HPP

#include <concepts>
#include <cstddef>
#include <functional>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace arrears::text {

// The texts of one row stand side by side, in order of the languages; the first is English.
struct Catalogue {
  const char* const* languages;
  std::size_t language_count;
  const char* const* texts;
};

void pattern_is_not_in_the_catalogue();
void pattern_has_another_number_of_places();

// A row found by its English text while the program is compiled, so that a message which the
// catalogue lacks does not compile. `Messages` is what the build made.
template <class Messages, std::size_t places>
struct Pattern {
  static constexpr std::size_t none = static_cast<std::size_t>(-1);

  constexpr Pattern() = default;
  template <std::size_t size>
  consteval Pattern(const char (&english)[size]) : row(row_of({english, size - 1})) {
    if (row == none) pattern_is_not_in_the_catalogue();
    if (Messages::places[row] != places) pattern_has_another_number_of_places();
  }
  friend constexpr bool operator==(const Pattern&, const Pattern&) = default;

  std::size_t row = none;

 private:
  static constexpr std::size_t row_of(std::string_view english) {
    std::size_t low = 0, high = std::size(Messages::english);
    while (low < high) {
      const std::size_t middle = low + (high - low) / 2;
      if (Messages::english[middle] == english) return middle;
      if (Messages::english[middle] < english) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return none;
  }
};

// What stands for `{send}`, a place that has no number.
using WordOf = std::function<std::string(std::string_view id)>;

class Said {
 public:
  Said() = default;  // nothing
  Said(const Catalogue& catalogue, std::size_t row, std::vector<Said> places);
  // The same in every language: a name, a number.
  static Said plain(std::string text);
  // A word by its id, as if the pattern had it there.
  static Said word(std::string id);

  bool empty() const { return catalogue_ == nullptr && text_.empty(); }
  // In English where the catalogue does not speak the language.
  std::string in(std::string_view language, const WordOf& word = {}) const;

 private:
  const Catalogue* catalogue_ = nullptr;
  std::size_t row_ = 0;
  std::vector<Said> places_;
  std::string text_;
  bool is_word_ = false;
};

inline Said place(Said said) { return said; }
inline Said place(std::string text) { return Said::plain(std::move(text)); }
inline Said place(std::string_view text) { return Said::plain(std::string(text)); }
inline Said place(const char* text) { return Said::plain(text); }
template <std::integral Number>
Said place(Number number) {
  return Said::plain(std::to_string(number));
}

template <class Messages, class... Places>
Said said(Pattern<Messages, sizeof...(Places)> pattern, Places&&... places) {
  return {Messages::catalogue(), pattern.row, {place(std::forward<Places>(places))...}};
}
template <class Messages>
Said place(Pattern<Messages, 0> phrase) {
  return {Messages::catalogue(), phrase.row, {}};
}

}  // namespace arrears::text

#endif
