// Diagrams of plans: what leads where, gathered once and spelt as dot or mermaid.
#include <arrears/language/graph.hpp>
#include <model/enum_names.hpp>
#include <rulebook/data.hpp>

#include <algorithm>
#include <map>

namespace arrears {

namespace {

constexpr std::size_t label_columns = 32;  // wider labels push states apart

struct Arrow {
  std::uint32_t from = everywhere_state;
  std::uint32_t to = 0;
  std::vector<std::string> lines;  // each leads there
};

struct Diagram {
  const Plan& plan;
  std::vector<Arrow> arrows;  // by from and to, in order of the plan
  std::map<std::uint32_t, std::vector<std::string>> go_back;  // lines of an excursion
  std::vector<std::string> others{};                          // plans that the case may go over to
};

// A step that is delayed or has a condition of its own says so in what was written.
std::string label_of(const Trigger& trigger, const Step& step) {
  if (!step.delay && step.condition == no_expr) return trigger.text;
  return trigger.text + ": " + step.text;
}

// They stand behind the states.
std::uint32_t other_plan(Diagram& out, const std::string& name) {
  const auto known = std::find(out.others.begin(), out.others.end(), name);
  const auto index = static_cast<std::uint32_t>(known - out.others.begin());
  if (known == out.others.end()) out.others.push_back(name);
  return static_cast<std::uint32_t>(out.plan.states.size()) + index;
}

void add_lines(Diagram& out, std::uint32_t from, const std::vector<Trigger>& triggers) {
  for (const Trigger& trigger : triggers) {
    for (const Step& step : trigger.steps) {
      const std::string label = label_of(trigger, step);
      if (step.action == ActionKind::go_back) out.go_back[from].push_back(label);
      std::uint32_t to = step.state;
      if (step.action == ActionKind::go_to_plan) {
        to = other_plan(out, step.to_plan);
      } else if (step.action != ActionKind::go_to) {
        continue;
      }
      const auto known = std::find_if(out.arrows.begin(), out.arrows.end(), [&](const Arrow& one) {
        return one.from == from && one.to == to;
      });
      Arrow& arrow = known == out.arrows.end() ? out.arrows.emplace_back() : *known;
      arrow.from = from;
      arrow.to = to;
      arrow.lines.push_back(label);
    }
  }
}

Diagram diagram_of(const Plan& plan) {
  Diagram out{plan, {}, {}};
  add_lines(out, everywhere_state, plan.everywhere);
  for (std::uint32_t i = 0; i < plan.states.size(); ++i) add_lines(out, i, plan.states[i].triggers);
  return out;
}

// Broken between words where a line would grow too wide.
std::vector<std::string> wrapped(std::string_view text) {
  std::vector<std::string> out(1);
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    const std::string_view word = text.substr(begin, end - begin);
    if (!out.back().empty() && out.back().size() + 1 + word.size() > label_columns) {
      out.emplace_back();
    }
    if (!out.back().empty()) out.back() += ' ';
    out.back() += word;
    begin = end + 1;
  }
  return out;
}

std::string name_of(std::uint32_t state) {
  return state == everywhere_state ? "everywhere" : "s" + std::to_string(state);
}

std::string everywhere_label(const Plan& plan) {
  std::string out = "*";
  for (const std::uint32_t state : plan.everywhere_except) {
    out += (out == "*" ? " \\ " : ", ") + plan.states[state].name;
  }
  return out;
}

bool has_everywhere(const Diagram& diagram) {
  return std::any_of(diagram.arrows.begin(), diagram.arrows.end(),
                     [](const Arrow& one) { return one.from == everywhere_state; });
}

// The lines of a box: name, phase, what leads back out of an excursion.
std::vector<std::string> box(const Diagram& diagram, std::uint32_t index) {
  const State& state = diagram.plan.states[index];
  std::vector<std::string> out{state.name};
  if (state.phase != Phase::none) {
    const auto number = static_cast<std::size_t>(state.phase);
    out.push_back("(" + std::string(codec::EnumNames<Phase>::list.names[number]) + ")");
  }
  const auto back = diagram.go_back.find(index);
  if (back == diagram.go_back.end()) return out;
  for (const std::string& line : back->second) {
    for (const std::string& part : wrapped("\u21a9 " + line)) out.push_back(part);
  }
  return out;
}

// ---- dot --------------------------------------------------------------------------------------

std::string dot_text(const std::vector<std::string>& lines, const char* end) {
  std::string out = "\"";
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i > 0) out += end;
    for (const char c : lines[i]) {
      if (c == '"' || c == '\\') out += '\\';
      out += c;
    }
  }
  return out + (std::string_view(end) == "\\l" ? "\\l\"" : "\"");
}

std::string to_dot(const Diagram& diagram) {
  const Plan& plan = diagram.plan;
  std::string out = "digraph " + dot_text({plan.name}, "\\n") + " {\n";
  if (!plan.title.empty()) out += "  label=" + dot_text({plan.title}, "\\n") + "\n";
  out +=
      "  labelloc=t\n  rankdir=TB\n  fontname=\"sans-serif\"\n"
      "  node [shape=box style=rounded fontname=\"sans-serif\" fontsize=11]\n"
      "  edge [fontname=\"sans-serif\" fontsize=9]\n"
      "  start [shape=point]\n";
  if (has_everywhere(diagram)) {
    out += "  everywhere [shape=note style=\"\" label=" +
           dot_text(wrapped(everywhere_label(plan)), "\\n") + "]\n";
  }
  for (std::uint32_t i = 0; i < plan.states.size(); ++i) {
    const State& state = plan.states[i];
    out += "  " + name_of(i) + " [label=" + dot_text(box(diagram, i), "\\n");
    if (state.final) out += " peripheries=2";
    if (state.excursion) out += " style=\"rounded,dashed\"";
    out += "]\n";
  }
  for (std::size_t i = 0; i < diagram.others.size(); ++i) {
    out += "  " + name_of(static_cast<std::uint32_t>(plan.states.size() + i)) +
           " [label=" + dot_text({"plan " + diagram.others[i]}, "\\n") + " shape=cds style=\"\"]\n";
  }
  out += "  start -> " + name_of(plan.start) + "\n";
  for (const Arrow& arrow : diagram.arrows) {
    std::vector<std::string> lines;
    for (const std::string& line : arrow.lines) {
      for (std::string& part : wrapped(line)) lines.push_back(std::move(part));
    }
    out += "  " + name_of(arrow.from) + " -> " + name_of(arrow.to) +
           " [label=" + dot_text(lines, "\\l");
    if (arrow.from == everywhere_state) out += " style=dotted";
    out += "]\n";
  }
  return out + "}\n";
}

// ---- mermaid ----------------------------------------------------------------------------------

// What ends a text, a line or a statement there.
std::string mermaid_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '"': out += "#quot;"; break;
      case ';': out += "#59;"; break;
      case ':': out += "#58;"; break;
      case '#': out += "#35;"; break;
      case '<': out += "#lt;"; break;
      case '>': out += "#gt;"; break;
      default: out += c;
    }
  }
  return out;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string out;
  for (const std::string& line : lines) out += (out.empty() ? "" : "<br>") + mermaid_text(line);
  return out;
}

std::string to_mermaid(const Diagram& diagram) {
  const Plan& plan = diagram.plan;
  std::string out = "stateDiagram-v2\n";
  if (has_everywhere(diagram)) {
    out += "  state \"" + mermaid_text(everywhere_label(plan)) + "\" as everywhere\n";
  }
  for (std::uint32_t i = 0; i < plan.states.size(); ++i) {
    out += "  state \"" + joined(box(diagram, i)) + "\" as " + name_of(i) + "\n";
  }
  for (std::size_t i = 0; i < diagram.others.size(); ++i) {
    out += "  state \"" + mermaid_text("plan " + diagram.others[i]) + "\" as " +
           name_of(static_cast<std::uint32_t>(plan.states.size() + i)) + "\n";
  }
  out += "  [*] --> " + name_of(plan.start) + "\n";
  for (const Arrow& arrow : diagram.arrows) {
    out += "  " + name_of(arrow.from) + " --> " + name_of(arrow.to) + ": " + joined(arrow.lines) +
           "\n";
  }
  for (std::uint32_t i = 0; i < plan.states.size(); ++i) {
    if (plan.states[i].final) out += "  " + name_of(i) + " --> [*]\n";
  }
  return out;
}

std::string list_of(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
  return out;
}

}  // namespace

Result<std::string> graph(const Rulebook& rulebook, std::string_view plan, GraphFormat format) {
  const std::vector<Plan>& plans = rulebook.data().plans;
  const Plan* found =
      plan.empty() && plans.size() == 1 ? &plans.front() : rulebook.data().find_plan(plan);
  if (found == nullptr) {
    const std::string what =
        plan.empty() ? "say which plan" : "there is no plan " + std::string(plan);
    return unexpected(
        ErrorCode::not_found,
        what + ": the rulebook has " + (plans.empty() ? "none" : list_of(rulebook.plans())));
  }
  const Diagram diagram = diagram_of(*found);
  return format == GraphFormat::dot ? to_dot(diagram) : to_mermaid(diagram);
}

}  // namespace arrears
