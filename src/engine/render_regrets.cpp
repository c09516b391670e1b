// The regret list as text, CSV and JSON.
#include <arrears/engine/regrets.hpp>
#include <text/csv.hpp>
#include <text/json_write.hpp>

#include <initializer_list>

namespace arrears {

namespace {

std::string_view word_for(RegrettedAct::What what) {
  switch (what) {
    case RegrettedAct::What::message: return "message";
    case RegrettedAct::What::fee: return "fee";
    case RegrettedAct::What::write_off: return "write_off";
    case RegrettedAct::What::hand_over: return "hand_over";
    case RegrettedAct::What::task: return "task";
    case RegrettedAct::What::move: return "move";
    case RegrettedAct::What::hold: return "hold";
    case RegrettedAct::What::instalments: return "instalments";
  }
  return {};
}

std::string as_text(const std::vector<Regretted>& regrets) {
  std::string out;
  for (const Regretted& one : regrets) {
    out += one.case_id.value + "  " + one.noticed_on.text() + "  " + one.revised +
           " turned out otherwise" + (one.answered ? "; the plan has reacted" : "") + "\n";
    out += "  decided on " + one.decided_on.text() + "  " + one.place + "\n";
    for (const RegrettedAct& act : one.acts) {
      out += (act.follows ? "    then on " : "    ") + act.on.text() + "  " + act.text;
      if (!act.became.empty()) out += ": " + act.became;
      if (act.follows) out += "  [" + act.place + "]";
      out += '\n';
    }
  }
  return out.empty() ? "nothing is to be regretted\n" : out;
}

std::string as_csv(const std::vector<Regretted>& regrets) {
  std::string out =
      "case,noticed_on,revised,answered,decided_on,decided_by,act,act_on,act_by,follows,text,"
      "became\n";
  const auto line = [&](std::initializer_list<std::string_view> fields) {
    std::string_view comma;
    for (const std::string_view field : fields) {
      out.append(comma).append(text::csv_safe_field(field));
      comma = ",";
    }
    out += '\n';
  };
  for (const Regretted& one : regrets) {
    for (const RegrettedAct& act : one.acts) {
      line({one.case_id.value, one.noticed_on.text(), one.revised, one.answered ? "yes" : "no",
            one.decided_on.text(), one.place, word_for(act.what), act.on.text(), act.place,
            act.follows ? "yes" : "no", act.text, act.became});
    }
  }
  return out;
}

std::string as_json(const std::vector<Regretted>& regrets) {
  text::JsonWriter json;
  json.begin_array();
  for (const Regretted& one : regrets) {
    json.begin_object().member("case", one.case_id.value);
    json.member("noticed_on", one.noticed_on.text()).member("revised", one.revised);
    json.key("answered").boolean(one.answered);
    json.member("decided_on", one.decided_on.text()).member("decided_by", one.place);
    json.key("acts").begin_array();
    for (const RegrettedAct& act : one.acts) {
      json.begin_object().member("what", word_for(act.what)).member("on", act.on.text());
      json.member("by", act.place).key("follows").boolean(act.follows);
      json.member("text", act.text).member("became", act.became).end_object();
    }
    json.end_array().end_object();
  }
  json.end_array();
  return json.take() + "\n";
}

}  // namespace

std::string render(const std::vector<Regretted>& regrets, CalculationFormat format) {
  switch (format) {
    case CalculationFormat::csv: return as_csv(regrets);
    case CalculationFormat::json: return as_json(regrets);
    case CalculationFormat::text:
    case CalculationFormat::html: break;
  }
  return as_text(regrets);
}

}  // namespace arrears
