// The syntax tree as text that is the same for every natural language.
#include <arrears/language/compile.hpp>
#include <language/element_text.hpp>

#include <map>

namespace arrears {

namespace {

using namespace syntax;

class TreeWriter {
 public:
  TreeWriter(const ParsedFile& file, bool anonymous)
      : file_(file), language_(file.outcome.tree.language), anonymous_(anonymous) {
    for (const EventDecl& event : file.outcome.tree.events) {
      if (!event.after_on.empty()) bare_[event.after_on.text] = event.name.text;
    }
  }

  std::string write() {
    for (const ParsedLine& line : file_.lines) {
      if (line.lexed.is_prose) out_ += "prose " + numbered(line.lexed.prose, 'T') + "\n";
      if (line.lexed.tokens.empty()) continue;
      if (line.is_row) {
        row(line);
      } else {
        statement(line);
      }
    }
    return std::move(out_);
  }

 private:
  // Names and texts by order of first appearance; names of law packs count by themselves, because
  // an author's name may be spelled like one in one language and not in another.
  std::string numbered(const std::string& text, char cls) {
    if (!anonymous_) return cls == 'T' ? "\"" + text + "\"" : text;
    const auto key = std::make_pair(cls, text);
    const auto found = numbers_.find(key);
    if (found != numbers_.end()) return cls + std::to_string(found->second);
    const int number = ++counts_[cls];
    numbers_[key] = number;
    return cls + std::to_string(number);
  }

  std::string dotted(const std::string& text) {
    std::string out;
    for (std::size_t begin = 0; begin <= text.size();) {
      const std::size_t end = std::min(text.find('.', begin), text.size());
      out += (begin == 0 ? "" : ".") + numbered(text.substr(begin, end - begin), 'N');
      begin = end + 1;
    }
    return out;
  }

  std::string name(const std::string& text, std::string_view role) {
    if (role == "law") return numbered(text, 'L');
    if (role == "list_kind") {
      const std::string_view kind = core_list_kind(language_, text);
      if (!kind.empty()) return "kind:" + std::string(kind);
    }
    if (role == "operand" || role == "field" || role == "event_or_field") {
      const std::string_view field = core_field(language_, text);
      if (!field.empty()) return "field:" + std::string(field);
    }
    if (role == "event_bare" || role == "event_or_field" || role == "event_on") {
      const std::string_view event = core_event(language_, text, role == "event_on");
      if (!event.empty()) return "event:" + std::string(event);
    }
    const auto bare = role == "event_on" ? bare_.find(text) : bare_.end();
    return dotted(bare == bare_.end() ? text : bare->second);
  }

  std::string element(const ParsedLine& line, std::size_t i) {
    const Element& element = line.trace[i];
    const Token& token = line.lexed.tokens[element.first];
    switch (element.what) {
      case Element::What::word: return std::string(word_id(element.word));
      case Element::What::name: return name(token.text, element.role);
      case Element::What::text: return numbered(token.text, 'T');
      case Element::What::number: return Decimal::parse(token.text).value_or(Decimal{}).text();
      case Element::What::unit: return unit(token.unit);
      case Element::What::currency: return token.currency;
      case Element::What::date: return token.date.text();
      case Element::What::time: return token.time.text();
      default: return symbol(token.kind);
    }
  }

  static std::string unit(Duration::Unit unit) {
    if (unit == Duration::Unit::business_days) return "business_days";
    return unit == Duration::Unit::months ? "months" : "days";
  }

  static std::string symbol(Tok kind) {
    switch (kind) {
      case Tok::less: return "<";
      case Tok::less_equal: return "<=";
      case Tok::equal: return "=";
      case Tok::greater_equal: return ">=";
      case Tok::greater: return ">";
      case Tok::plus: return "+";
      case Tok::minus: return "-";
      case Tok::star: return "*";
      case Tok::percent: return "%";
      case Tok::open: return "(";
      case Tok::close: return ")";
      case Tok::range: return "..";
      case Tok::colon: return ":";
      default: return ",";
    }
  }

  void begin_line(int depth) { out_ += std::string(static_cast<std::size_t>(depth) * 2, ' '); }

  // A step behind the colon of a trigger is written like one on a line of its own.
  void statement(const ParsedLine& line) {
    begin_line(line.depth);
    bool first = true, steps = false;
    for (std::size_t i = 0; i < line.trace.size(); ++i) {
      const Element& now = line.trace[i];
      const Tok kind = line.lexed.tokens[now.first].kind;
      const bool head = line.depth == 1 && is_trigger(line.construct);
      const bool symbol = now.what == Element::What::symbol;
      if (head && symbol && (kind == Tok::colon || (steps && kind == Tok::comma))) {
        out_ += "\n";
        begin_line(2);
        first = steps = true;
        continue;
      }
      if (now.what == Element::What::word && now.word == Word::happens) continue;
      // The form after `on` is a matter of spelling; uses of it show the bare form.
      if (line.construct == Construct::event && now.word == Word::on && i + 1 < line.trace.size()) {
        ++i;
        continue;
      }
      out_ += (first ? "" : " ") + element(line, i);
      first = false;
    }
    if (line.trace.empty()) out_ += "mistake";
    out_ += "\n";
  }

  static bool is_trigger(Construct construct) {
    for (std::size_t i = 0; i < signature_count(); ++i) {
      if (signature_table[i].construct == construct) return signature_table[i].cls == Class::head;
    }
    return false;
  }

  void row(const ParsedLine& line) {
    begin_line(1);
    const RowElements elements = row_elements(line);
    for (std::size_t c = 0; c < elements.cells.size(); ++c) {
      out_ += c > 0 && c == elements.inputs ? "||" : "|";
      for (std::size_t i = elements.cells[c].first; i < elements.cells[c].second; ++i) {
        out_ += " " + element(line, i);
      }
      out_ += " ";
    }
    out_ += line.trace.empty() ? "mistake\n" : "|\n";
  }

  const ParsedFile& file_;
  std::string language_;
  bool anonymous_;
  std::map<std::string, std::string> bare_;
  std::map<std::pair<char, std::string>, int> numbers_;
  std::map<char, int> counts_;
  std::string out_;
};

}  // namespace

std::string tree_text(const Source& source, bool anonymous) {
  return TreeWriter(parse_file(source), anonymous).write();
}

}  // namespace arrears
