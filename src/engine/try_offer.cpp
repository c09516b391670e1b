// What the rules would answer to an offer, without making it.
#include <engine/commands.hpp>
#include <engine/explain.hpp>
#include <engine/seen.hpp>

namespace arrears {

namespace {

std::string wrong_in_offer(const Fact& fact, const Case& value) {
  if (std::string why = engine::wrong_in(fact); !why.empty()) return why;
  const auto& offer = std::get<InstalmentsOffered>(fact.what);
  if (std::string why = engine::misfit(value, offer.instalments, fact.effective); !why.empty()) {
    return why;
  }
  if (!value.set_aside.empty()) return "the case is set aside: " + value.set_aside;
  if (value.closed) return "the case is closed";
  if (value.stack.empty()) return "the case has not begun";
  return {};
}

}  // namespace

Result<OfferVerdict> Engine::try_offer(const Caller& by, Date on, const InstalmentsOffered& offer) {
  engine::Shell& shell = impl_->shell;
  if (Result<Unit> allowed = shell.check_caller(by); !allowed) return unexpected(allowed.error());
  Result<engine::Seen> seen = engine::see(shell, offer.case_id);
  if (!seen) return unexpected(seen.error());
  const Fact fact{{"offer tried"}, on, offer};
  if (std::string why = wrong_in_offer(fact, seen->value); !why.empty()) {
    return unexpected(ErrorCode::invalid, std::move(why));
  }
  const Moment moment{on, seen->state.recorded_at};
  seen->value = record(std::move(seen->value), fact, seen->state.position + 1, moment);
  const View view = seen->view(shell, on);
  const Sight& sight = sight_of(view, seen->rules->data());
  OfferVerdict out;
  out.rest = sight.rest_after_offer();
  const Decision decision = decide(*seen->rules, view, fact, moment);
  const Plan* plan = engine::plan_of(*seen->rules, seen->value);
  for (const Effect& effect : decision.effects) {
    if (const auto* answer = std::get_if<AnswerOffer>(&effect)) {
      out.answer =
          answer->accepted ? OfferVerdict::Answer::accepted : OfferVerdict::Answer::refused;
      out.because = answer->because;
    } else if (std::string text = engine::effect_text(effect, engine::Say("en")); !text.empty()) {
      out.acts.push_back(std::move(text));
    }
  }
  for (const Reason& reason : decision.reasons) {
    if (plan != nullptr && reason.cause != Reason::Cause::begin) {
      out.lines.push_back(engine::place_of(seen->rules->data(), *plan, reason.rule));
    }
  }
  return out;
}

}  // namespace arrears
