// What of the plan a test names: each is looked up, or reported.
#ifndef ARREARS_SRC_LANGUAGE_BIND_TEST_NAMES_HPP
#define ARREARS_SRC_LANGUAGE_BIND_TEST_NAMES_HPP

#include <language/bind/context.hpp>

namespace arrears::language {

class TestNames {
 public:
  TestNames(Context& context, const Unit& unit, const Plan& plan)
      : context_(context), unit_(unit), plan_(plan) {}

  // none_index after reporting.
  std::uint32_t state(const syntax::Name& name) const;
  std::uint32_t channel(const syntax::Name& name) const;
  std::uint32_t message(const syntax::Text& name) const;
  // An entry of a list of this kind.
  void entry(const char* kind, const syntax::Name& name) const;
  void task(const syntax::Text& name) const;
  // A step that waits for consent or for hands.
  void asked(const syntax::Text& name) const;

 private:
  template <class Of>
  std::vector<std::string_view> texts(Of of) const;

  Context& context_;
  const Unit& unit_;
  const Plan& plan_;
};

}  // namespace arrears::language

#endif
