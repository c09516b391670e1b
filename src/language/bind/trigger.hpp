// Heads and steps of one state, or of `everywhere`.
#ifndef ARREARS_SRC_LANGUAGE_BIND_TRIGGER_HPP
#define ARREARS_SRC_LANGUAGE_BIND_TRIGGER_HPP

#include <language/bind/expression.hpp>

namespace arrears::language {

class TriggerBinder {
 public:
  // `everywhere`: no entry to count from.
  TriggerBinder(Context& context, const Unit& unit, bool everywhere)
      : context_(context), unit_(unit), everywhere_(everywhere) {}

  Trigger bind(const syntax::Trigger& source);

 private:
  Head head(const syntax::Trigger& source);
  void event(const syntax::Head& source, Head& out);
  void revised(const syntax::Head& source, Head& out);
  void repetition(const syntax::Head& source, Head& out);
  ExprId date(const syntax::Name& name);
  bool fits_everywhere(const syntax::Trigger& source);
  Step step(const syntax::Step& source);
  void send(const syntax::Step& source, Step& out);
  void fallback(const syntax::Fallback& source, std::vector<std::uint32_t>& above, Step& out);
  void check_costs(const syntax::Line& source, const Choice& choice);
  void charge(const syntax::Step& source, Step& out);
  void charge_by_law(const syntax::Step& source, const LawLine* line);
  void mode(const syntax::Step& source, Step& out);
  Choice team(const syntax::Name& name);
  void task(const syntax::Step& source, Step& out);
  void hold(const syntax::Step& source, Step& out);
  void waive(const syntax::Step& source, Step& out);
  void reason(const syntax::Step& source, Step& out);
  void go_to(const syntax::Step& source, Step& out);
  void go_to_plan(const syntax::Step& source, Step& out);
  void hand_over(const syntax::Step& source, Step& out);

  std::uint32_t message(const syntax::Text& name);
  std::uint32_t channel(const syntax::Name& name);
  // An entry of a list that a slot asks for, by the list's English kind.
  std::optional<std::uint32_t> entry(const syntax::Name& name, std::string_view kind);
  // A column of one kind, as an expression of its own.
  ExprId column(const syntax::Name& name, Kind kind, std::string_view list_kind);
  std::optional<DurationChoice> duration(const syntax::DurationValue& source);

  Context& context_;
  const Unit& unit_;
  bool everywhere_;
  std::vector<KnownKey> known_;
};

// The channels that a send may use: the one named, or all that its column gives.
std::vector<std::uint32_t> possible_channels(const RulebookData& data, const Choice& channel);

}  // namespace arrears::language

#endif
