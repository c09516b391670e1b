// What is said to those who ask about cases: messages of the catalogue messages.txt.
#ifndef ARREARS_SRC_ENGINE_SAY_HPP
#define ARREARS_SRC_ENGINE_SAY_HPP

#include <engine/messages.hpp>
#include <text/said.hpp>

namespace arrears::engine {

// Says in one language: say("enters {0}", state). A text that the catalogue lacks does not compile.
class Say {
 public:
  explicit Say(std::string_view language) : language_(language) {}

  const std::string& language() const { return language_; }
  template <class... Places>
  std::string operator()(text::Pattern<Messages, sizeof...(Places)> pattern,
                         Places&&... places) const {
    return text::said<Messages>(pattern, std::forward<Places>(places)...).in(language_);
  }

 private:
  std::string language_;
};

}  // namespace arrears::engine

#endif
