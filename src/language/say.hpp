// What is said to the author of a file: messages of the catalogue words/messages.txt.
#ifndef ARREARS_SRC_LANGUAGE_SAY_HPP
#define ARREARS_SRC_LANGUAGE_SAY_HPP

#include <language/messages.hpp>
#include <text/said.hpp>

namespace arrears::syntax {

using text::Said;

// A message with so many places that is chosen before it is said.
template <std::size_t places>
using Saying = text::Pattern<Messages, places>;
using Wording = Saying<0>;

// say("there is no channel `{0}`", name). A text that the catalogue lacks does not compile.
template <class... Places>
Said say(Saying<sizeof...(Places)> pattern, Places&&... places) {
  return text::said<Messages>(pattern, std::forward<Places>(places)...);
}

// In one language, with the words of the rule language as another one spells them: an English
// message about a Czech file shows Czech lines.
std::string told(const Said& said, std::string_view language, std::string_view words);

}  // namespace arrears::syntax

#endif
