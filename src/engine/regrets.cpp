// What was done on the strength of something that has turned out otherwise, out of the journal.
#include <arrears/engine/regrets.hpp>
#include <decide/apply.hpp>
#include <engine/commands.hpp>
#include <engine/explain.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace arrears {

namespace engine {

namespace {

using What = RegrettedAct::What;

std::optional<What> what_of(const Effect& effect) {
  struct Kind {
    std::optional<What> operator()(const OrderContact&) const { return What::message; }
    std::optional<What> operator()(const EndContact&) const { return What::message; }
    std::optional<What> operator()(const Charge&) const { return What::fee; }
    std::optional<What> operator()(const WriteOff&) const { return What::write_off; }
    std::optional<What> operator()(const HandOver&) const { return What::hand_over; }
    std::optional<What> operator()(const MakeTask&) const { return What::task; }
    std::optional<What> operator()(const EnterState&) const { return What::move; }
    std::optional<What> operator()(const GoBack&) const { return What::move; }
    std::optional<What> operator()(const CloseCase&) const { return What::move; }
    std::optional<What> operator()(const PlaceHold&) const { return What::hold; }
    std::optional<What> operator()(const ReleaseHolds&) const { return What::hold; }
    std::optional<What> operator()(const EndInstalments&) const { return What::instalments; }
    std::optional<What> operator()(const AnswerOffer&) const { return What::instalments; }
    std::optional<What> operator()(const ScheduleStep&) const { return std::nullopt; }
    std::optional<What> operator()(const EndStep&) const { return std::nullopt; }
    std::optional<What> operator()(const AskStep&) const { return std::nullopt; }
    std::optional<What> operator()(const Migrate&) const { return std::nullopt; }
    std::optional<What> operator()(const EndAsked&) const { return std::nullopt; }
    std::optional<What> operator()(const Notice&) const { return std::nullopt; }
    std::optional<What> operator()(const Forget&) const { return std::nullopt; }
    std::optional<What> operator()(const Regret&) const { return std::nullopt; }
  };
  return std::visit(Kind{}, effect);
}

std::string became(const Contact& contact) {
  switch (contact.status) {
    case ContactStatus::ordered: return "waits";
    case ContactStatus::sent: {
      std::string out = "sent";
      if (contact.sent_on) out += " on " + contact.sent_on->text();
      if (contact.delivered_on) out += ", delivered on " + contact.delivered_on->text();
      return out;
    }
    case ContactStatus::rejected: return "rejected (" + contact.waits_for + ")";
    case ContactStatus::cancelled: return "cancelled (" + contact.waits_for + ")";
    case ContactStatus::expired: return "expired (" + contact.waits_for + ")";
    case ContactStatus::uncertain: return "uncertain whether it was sent";
  }
  return {};
}

// What one line of the plan did at one time.
struct Line {
  RuleRef rule{};
  std::string name{};          // revised_name() of it
  std::string event{}, key{};  // of its reason
  std::string place{};         // in the rules that it was decided under
  Date on{};
  std::uint32_t stay = 0;               // in which it was decided; 0 = before the first state
  std::uint32_t before = 0, after = 0;  // stays begun so far: it began (before, after]
  std::vector<RegrettedAct> acts{};
  std::vector<std::string> orders{};  // keys of the messages that it ordered
};

struct Notified {
  std::string revised{};
  Date on{};
  bool answered = false;
};

// The journal of one case, as lines that acted and notices that some of them are to be regretted.
class History {
 public:
  // `value`: the case before the entry.
  void add(const Entry& entry, const Decision& decision, const Rulebook& rules, Case value) {
    const DecidedAt at{moment_of(entry), entry.number, entry.position};
    std::uint32_t effect = 0;
    const auto apply_until = [&](std::size_t end) {
      for (; effect < end && effect < decision.effects.size(); ++effect) {
        apply(value, decision.effects[effect], effect, at);
      }
    };
    for (const Reason& reason : decision.reasons) {
      apply_until(reason.first_effect);
      const Plan* plan = plan_of(rules, value);
      Line line;
      line.rule = reason.rule;
      if (plan != nullptr) line.place = place_of(rules.data(), *plan, reason.rule);
      line.name = revised_name(at.position, reason);
      line.event = reason.event;
      line.key = reason.key;
      line.on = entry.business_day;
      line.stay = value.stack.empty() ? 0 : value.stack.back().stay;
      line.before = value.stays;
      const std::size_t end = std::size_t{reason.first_effect} + reason.effect_count;
      add_acts(line, decision, entry, reason.first_effect, end);
      apply_until(end);
      line.after = value.stays;
      lines_.push_back(std::move(line));
    }
    add_notices(decision, entry.business_day);
  }

  // In order of what was decided. `value`: the case as it stands.
  std::vector<Regretted> regretted(const Case& value) const {
    std::vector<Regretted> out;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const auto notified = notified_.find(lines_[i].name);
      if (notified == notified_.end()) continue;
      Regretted one;
      one.case_id = value.id;
      one.noticed_on = notified->second.on;
      one.revised = notified->second.revised;
      one.answered = notified->second.answered;
      one.decided_on = lines_[i].on;
      one.place = lines_[i].place;
      one.acts = acts_from(i, value);
      out.push_back(std::move(one));
    }
    return out;
  }

 private:
  static void add_acts(Line& line, const Decision& decision, const Entry& entry, std::size_t first,
                       std::size_t end) {
    for (std::size_t i = first; i < end && i < decision.effects.size(); ++i) {
      const std::optional<What> what = what_of(decision.effects[i]);
      if (!what) continue;
      RegrettedAct act;
      act.what = *what;
      act.text = effect_text(decision.effects[i], Say("en"));
      act.on = line.on;
      act.place = line.place;
      if (std::holds_alternative<OrderContact>(decision.effects[i])) {
        // Until the end of the history it is the key; then it becomes words.
        act.became = order_key(entry.stream, entry.number, static_cast<std::uint32_t>(i)).value;
        line.orders.push_back(act.became);
      }
      line.acts.push_back(std::move(act));
    }
  }

  void add_notices(const Decision& decision, Date on) {
    for (std::size_t i = 0; i < decision.effects.size(); ++i) {
      const auto* notice = std::get_if<Notice>(&decision.effects[i]);
      if (notice == nullptr || notice->event != revised_event) continue;
      Notified notified{{}, on, false};
      const auto* regret =
          i + 1 < decision.effects.size() ? std::get_if<Regret>(&decision.effects[i + 1]) : nullptr;
      if (regret != nullptr) {
        notified.revised = regret->what;
      } else {
        const auto reaction = std::find_if(
            decision.reasons.begin(), decision.reasons.end(), [&](const Reason& reason) {
              return is_reaction(reason.event) && reason.key == notice->key;
            });
        if (reaction == decision.reasons.end()) continue;
        notified.revised = reaction->event.substr(revised_event.size() + 1);
        notified.answered = true;
      }
      notified_.emplace(notice->key, std::move(notified));
    }
  }

  static bool is_reaction(std::string_view event) {
    return event.size() > revised_event.size() && event.starts_with(revised_event) &&
           event[revised_event.size()] == ' ';
  }

  // What the line did and what came of it: its scheduled steps and the fallbacks of its messages;
  // where it moved the case, what the states did into which it came, until the plan reacted.
  std::vector<RegrettedAct> acts_from(std::size_t first, const Case& value) const {
    const Line& regretted = lines_[first];
    std::vector<RegrettedAct> out;
    std::set<std::uint32_t> stays;
    std::set<std::string_view> orders;
    const auto take = [&](const Line& line, bool follows) {
      for (std::uint32_t stay = line.before + 1; stay <= line.after; ++stay) stays.insert(stay);
      orders.insert(line.orders.begin(), line.orders.end());
      for (RegrettedAct act : line.acts) {
        act.follows = follows;
        act.became = words_for(act.became, value);
        out.push_back(std::move(act));
      }
    };
    take(regretted, false);
    for (std::size_t i = first + 1; i < lines_.size(); ++i) {
      const Line& line = lines_[i];
      const bool scheduled = line.event == scheduled_event && line.stay == regretted.stay &&
                             head_of(line.rule) == head_of(regretted.rule);
      const bool fallback = line.rule.fallback > 0 && orders.contains(line.key);
      const bool stood = line.rule.state != everywhere_state && line.rule.fallback == 0 &&
                         stays.contains(line.stay) && !is_reaction(line.event);
      if (scheduled || fallback || stood) take(line, true);
    }
    return out;
  }

  static std::string words_for(const std::string& order, const Case& value) {
    if (order.empty()) return {};
    for (const Contact& contact : value.contacts) {
      if (contact.key.value == order) return became(contact);
    }
    return {};
  }

  std::vector<Line> lines_;
  std::map<std::string, Notified> notified_;  // by revised_name()
};

bool anything_revised(const Case& value) {
  return std::any_of(value.noticed.begin(), value.noticed.end(),
                     [](const Noticed& one) { return one.event == revised_event; });
}

Result<std::vector<Regretted>> regrets_of(Shell& shell, const Case& value) {
  History history;
  std::optional<Case> folded;
  std::optional<Error> failed;
  const Result<Case> last =
      case_as_of(shell, value.id, Date::latest(), [&](const Entry& entry, const EntryBody& body) {
        const auto* decided = std::get_if<Decided>(&body);
        if (decided != nullptr && folded && !failed) {
          const Result<const Rulebook*> rules = shell.rulebook_of(entry.rulebook);
          if (rules) history.add(entry, decided->decision, **rules, *folded);
          if (!rules) failed = rules.error();
        }
        Result<Case> next = fold_case(std::exchange(folded, std::nullopt), entry, body);
        if (next) folded = *std::move(next);
      });
  if (!last) return unexpected(last.error());
  if (failed) return unexpected(*failed);
  return history.regretted(*last);
}

}  // namespace

}  // namespace engine

Result<std::vector<Regretted>> Engine::regrets(const Caller& by, const RegretQuery& query) {
  engine::Shell& shell = impl_->shell;
  if (Result<Unit> allowed = shell.check_caller(by); !allowed) {
    return unexpected(allowed.error());
  }
  std::vector<Regretted> out;
  const auto add = [&](const CaseRow& row) -> Result<Unit> {
    const Result<Case> value = decode_case(row.value);
    if (!value) return unexpected(value.error());
    if (!engine::anything_revised(*value)) return Unit{};
    Result<std::vector<Regretted>> found = engine::regrets_of(shell, *value);
    if (!found) return unexpected(found.error());
    for (Regretted& one : *found) {
      if (query.from && one.noticed_on < *query.from) continue;
      if (query.until && *query.until < one.noticed_on) continue;
      out.push_back(std::move(one));
    }
    return Unit{};
  };
  if (!query.case_id.empty()) {
    const Result<std::optional<CaseRow>> row = shell.store->load_case(shell.shard, query.case_id);
    if (!row) return unexpected(row.error());
    if (!row->has_value()) {
      return unexpected(ErrorCode::not_found, "there is no case " + query.case_id.value);
    }
    if (Result<Unit> done = add(**row); !done) return unexpected(done.error());
    return out;
  }
  Cursor cursor;
  while (!cursor.done) {
    const Result<std::vector<CaseRow>> rows =
        shell.store->load_all(shell.shard, cursor, engine::page_size);
    if (!rows) return unexpected(rows.error());
    for (const CaseRow& row : *rows) {
      if (Result<Unit> done = add(row); !done) return unexpected(done.error());
    }
    if (rows->empty()) break;
  }
  return out;
}

}  // namespace arrears
