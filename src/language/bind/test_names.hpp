// What of the plan a test names: each is looked up, or reported.
#ifndef ARREARS_SRC_LANGUAGE_BIND_TEST_NAMES_HPP
#define ARREARS_SRC_LANGUAGE_BIND_TEST_NAMES_HPP

#include <language/bind/context.hpp>
#include <optional>

namespace arrears::language {

class TestNames {
 public:
  TestNames(Context& context, const Unit& unit, const Plan& plan);

  void state(const syntax::Name& name) const;
  void plan(const syntax::Name& name) const;
  // none_index after reporting.
  std::uint32_t channel(const syntax::Name& name) const;
  std::uint32_t message(const syntax::Text& name) const;
  // An entry of a list of this kind.
  void entry(const char* kind, const syntax::Name& name) const;
  void task(const syntax::Text& name) const;
  // A step that waits for consent or for hands.
  void asked(const syntax::Text& name) const;

 private:
  std::optional<std::uint32_t> find(const NameMap Visible::*names, std::string_view name) const;
  template <class Of>
  std::vector<std::string_view> texts(Of of) const;

  Context& context_;
  const Unit& unit_;
  std::vector<const Unit*> units_{};  // side by side with ...
  std::vector<const Plan*> plans_{};  // its own first, then those that the case may go over to
};

}  // namespace arrears::language

#endif
