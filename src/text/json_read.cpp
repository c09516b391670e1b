#include <nlohmann/json.hpp>
#include <text/json_read.hpp>
#include <text/utf8.hpp>

#include <algorithm>
#include <charconv>

namespace arrears::text {

const JsonValue* JsonValue::find(std::string_view name) const {
  for (const JsonMember& member : members) {
    if (member.name == name) return &member.value;
  }
  return nullptr;
}

namespace {

template <class T>
std::optional<T> whole(const JsonValue& value) {
  if (value.kind != JsonValue::Kind::number) return std::nullopt;
  T out = 0;
  const char* end = value.text.data() + value.text.size();
  const auto [stop, error] = std::from_chars(value.text.data(), end, out);
  if (error != std::errc{} || stop != end) return std::nullopt;
  return out;
}

bool has_name_twice(const JsonValue& object) {
  std::vector<std::string_view> names;
  names.reserve(object.members.size());
  for (const JsonMember& member : object.members) names.push_back(member.name);
  std::sort(names.begin(), names.end());
  return std::adjacent_find(names.begin(), names.end()) != names.end();
}

// Builds the tree from the events of the parser, which keeps its own stack, so that deep nesting
// cannot exhaust ours before the limit says no.
class Builder : public nlohmann::json_sax<nlohmann::json> {
 public:
  Builder(std::string_view text, const JsonLimits& limits) : text_(text), limits_(limits) {}

  bool null() override { return put(JsonValue{}); }
  bool boolean(bool value) override {
    JsonValue out;
    out.kind = JsonValue::Kind::boolean;
    out.boolean = value;
    return put(std::move(out));
  }
  bool number_integer(std::int64_t value) override { return number(std::to_string(value)); }
  bool number_unsigned(std::uint64_t value) override { return number(std::to_string(value)); }
  bool number_float(double, const std::string& written) override {
    std::string plain = written;
    // The parser writes the decimal sign of the process's locale.
    std::replace(plain.begin(), plain.end(), ',', '.');
    return number(std::move(plain));
  }
  bool string(std::string& value) override {
    JsonValue out;
    out.kind = JsonValue::Kind::string;
    out.text = std::move(value);
    return put(std::move(out));
  }
  bool binary(nlohmann::json::binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(JsonValue::Kind::object); }
  bool end_object() override {
    if (has_name_twice(*stack_.back())) {
      problem_ = "a name stands twice in an object";
      return false;
    }
    return close();
  }
  bool start_array(std::size_t) override { return open(JsonValue::Kind::array); }
  bool end_array() override { return close(); }
  bool key(std::string& name) override {
    name_ = std::move(name);
    return true;
  }
  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::json::exception&) override {
    std::size_t line = 1, column = 1;
    const std::size_t end = position == 0 ? 0 : std::min(position - 1, text_.size());
    for (const char c : text_.substr(0, end)) {
      column = c == '\n' ? 1 : column + ((static_cast<unsigned char>(c) & 0xC0u) != 0x80u);
      line += c == '\n';
    }
    problem_ = "line " + std::to_string(line) + ", column " + std::to_string(column) +
               ": this is not JSON";
    return false;
  }

  JsonValue take() { return std::move(root_); }
  const std::string& problem() const { return problem_; }

 private:
  bool number(std::string written) {
    JsonValue out;
    out.kind = JsonValue::Kind::number;
    out.text = std::move(written);
    return put(std::move(out));
  }
  JsonValue* place(JsonValue value) {
    if (stack_.empty()) {
      root_ = std::move(value);
      return &root_;
    }
    JsonValue& into = *stack_.back();
    if (into.kind == JsonValue::Kind::array) {
      into.items.push_back(std::move(value));
      return &into.items.back();
    }
    into.members.push_back({std::move(name_), std::move(value)});
    return &into.members.back().value;
  }
  bool put(JsonValue value) {
    place(std::move(value));
    return true;
  }
  bool open(JsonValue::Kind kind) {
    if (stack_.size() >= limits_.depth) {
      problem_ = "nested deeper than " + std::to_string(limits_.depth) + " levels";
      return false;
    }
    JsonValue value;
    value.kind = kind;
    // Pointers into the stack stay good: a container grows only while it is the last on the stack.
    stack_.push_back(place(std::move(value)));
    return true;
  }
  bool close() {
    stack_.pop_back();
    return true;
  }

  std::string_view text_;
  const JsonLimits& limits_;
  JsonValue root_;
  std::vector<JsonValue*> stack_;
  std::string name_, problem_;
};

}  // namespace

std::optional<std::int64_t> JsonValue::integer() const { return whole<std::int64_t>(*this); }
std::optional<std::uint64_t> JsonValue::natural() const { return whole<std::uint64_t>(*this); }

std::optional<std::string_view> JsonValue::string() const {
  if (kind != Kind::string) return std::nullopt;
  return text;
}

Result<JsonValue> read_json(std::string_view text, const JsonLimits& limits) {
  if (text.size() > limits.bytes) {
    return unexpected(ErrorCode::limit,
                      "the JSON is longer than " + std::to_string(limits.bytes) + " bytes");
  }
  Builder builder(text, limits);
  if (!nlohmann::json::sax_parse(text.begin(), text.end(), &builder)) {
    return unexpected(ErrorCode::wrong_format, builder.problem());
  }
  return builder.take();
}

}  // namespace arrears::text
