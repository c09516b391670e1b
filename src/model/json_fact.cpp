// Facts out of canonical JSON: the archive that reads what JsonArchive writes.
#include <model/alternative_names.hpp>
#include <model/enum_names.hpp>
#include <model/fields.hpp>
#include <text/json_read.hpp>

#include <algorithm>
#include <limits>

namespace arrears {

namespace codec {
namespace {

using text::JsonValue;

// Total: whatever the text, it ends with a value or the first mistake and where it stands. Members
// that are not there keep their defaults, but for dates, numbers other than ranks (a byte) and what
// a variant holds: a default would be a silent one.
class JsonReader {
 public:
  const std::string& error() const { return error_; }

  template <class T>
  void read(const JsonValue& json, T& value) {
    get(json, value);
  }

  template <class T>
  JsonReader& operator()(std::string_view name, T& value) {
    if (!error_.empty()) return *this;
    const JsonValue* member = object_->find(name);
    if (member == nullptr) {
      if constexpr (is_needed<T>) fail(name, "is missing");
      return *this;
    }
    ++found_;
    names_.push_back(name);
    const std::size_t length = path_.size();
    if (!path_.empty()) path_ += '.';
    path_ += name;
    get(*member, value);
    path_.resize(length);
    return *this;
  }

 private:
  template <class T>
  static constexpr bool is_needed = std::same_as<T, Date> || std::same_as<T, Decimal> ||
                                    (std::integral<T> && !std::same_as<T, bool> &&
                                     !std::same_as<T, std::uint8_t>) ||
                                    std::same_as<T, FactBody>;

  // The first mistake counts; never the content, which may be personal.
  void fail(std::string_view name, std::string_view what) {
    if (!error_.empty()) return;
    error_ = path_;
    if (!name.empty()) error_ += (error_.empty() ? "" : ".") + std::string(name);
    error_ = "`" + error_ + "` " + std::string(what);
  }
  void expected(const char* what) { fail({}, std::string("is not ") + what); }

  template <class T>
  void get(const JsonValue& json, T& value) {
    if constexpr (std::same_as<T, bool>) {
      if (json.kind != JsonValue::Kind::boolean) return expected("true or false");
      value = json.boolean;
    } else if constexpr (std::integral<T>) {
      const auto number = json.integer();
      const bool fits = number && *number >= std::int64_t{std::numeric_limits<T>::min()} &&
                        *number <= std::int64_t{std::numeric_limits<T>::max()};
      if (!fits) return expected("a whole number in range");
      value = static_cast<T>(*number);
    } else if constexpr (BitSet<T>) {
      get_bits(json, value);
    } else if constexpr (std::is_enum_v<T>) {
      get_word(json, value);
    } else if constexpr (AnId<T>) {
      get(json, value.value);
    } else {
      get_object(json, value);
    }
  }
  void get(const JsonValue& json, std::string& value) {
    const auto text = json.string();
    if (!text) return expected("a text");
    value = *text;
  }
  void get(const JsonValue& json, Date& value) {
    const auto date = json.string() ? Date::parse(*json.string()) : Result<Date>(Date{});
    if (!json.string() || !date) return expected("a date like 2026-09-01");
    value = *date;
  }
  void get(const JsonValue& json, Currency& value) {
    const auto text = json.string();
    if (text && text->empty()) return;  // none
    const auto currency = Currency::find(text.value_or(""));
    if (!currency) return expected("a currency like CZK");
    value = *currency;
  }
  void get(const JsonValue& json, Decimal& value) {
    const auto number = Decimal::parse(json.string().value_or(""));
    if (!number) return expected("a text that is a number, like \"1.5\"");
    value = *number;
  }
  void get(const JsonValue& json, Money& value) {
    const JsonValue* amount = json.find("amount");
    const JsonValue* currency = json.find("currency");
    const bool shaped = json.kind == JsonValue::Kind::object && json.members.size() == 2 &&
                        amount != nullptr && amount->string() && currency != nullptr;
    if (!shaped) return expected("money like {\"amount\":\"12.50\",\"currency\":\"CZK\"}");
    Currency of;
    get(*currency, of);
    if (!error_.empty()) return;
    const auto sum = Money::parse(*amount->string(), of);
    if (!sum) return fail({}, sum.error().message);
    value = *sum;
  }
  void get(const JsonValue& json, Value& value);
  void get(const JsonValue& json, FieldValues& value) {
    if (json.kind != JsonValue::Kind::object) return expected("an object");
    for (const text::JsonMember& member : json.members) get(member.value, value[member.name]);
  }
  template <class T>
  void get(const JsonValue& json, std::optional<T>& value) {
    if (json.kind == JsonValue::Kind::null) return;
    get(json, value.emplace());
  }
  template <class T>
  void get(const JsonValue& json, std::vector<T>& value) {
    if (json.kind != JsonValue::Kind::array) return expected("a list");
    for (const JsonValue& item : json.items) {
      if (!error_.empty()) return;
      const std::size_t length = path_.size();
      path_ += "[" + std::to_string(value.size()) + "]";
      get(item, value.emplace_back());
      path_.resize(length);
    }
  }
  template <class... T>
  void get(const JsonValue& json, std::variant<T...>& value) {
    using Names = AlternativeNames<std::variant<T...>>;
    const JsonValue* type = json.find("type");
    const auto name = type != nullptr ? type->string() : std::nullopt;
    const auto found = std::find(std::begin(Names::names), std::end(Names::names), name);
    if (!name || found == std::end(Names::names)) return fail("type", "names no kind of fact");
    std::size_t index = 0;
    const auto wanted = static_cast<std::size_t>(found - std::begin(Names::names));
    const auto choose = [&]<class A>() {
      if (index++ == wanted) value.template emplace<A>();
    };
    (choose.template operator()<T>(), ...);
    std::visit([&](auto& alternative) { get_object(json, alternative, 1); }, value);
  }
  template <class E>
  void get_word(const JsonValue& json, E& value) {
    const auto& list = EnumNames<E>::list;
    const auto found = std::find(list.names.begin(), list.names.end(), json.string().value_or(""));
    if (found == list.names.end()) return expected(("one of: " + joined(list.names)).c_str());
    value = static_cast<E>(static_cast<std::size_t>(found - list.names.begin()) + list.first);
  }
  template <class E>
  void get_bits(const JsonValue& json, E& value) {
    if (json.kind != JsonValue::Kind::array) return expected("a list of words");
    const auto& names = EnumNames<E>::bits.names;
    unsigned bits = 0;
    for (const JsonValue& item : json.items) {
      const auto found = std::find(names.begin(), names.end(), item.string().value_or(""));
      if (found == names.end()) return expected(("a list of: " + joined(names)).c_str());
      bits |= 1U << static_cast<unsigned>(found - names.begin());
    }
    value = static_cast<E>(bits);
  }
  template <class Names>
  static std::string joined(const Names& names) {
    std::string out;
    for (const std::string_view name : names) {
      out += (out.empty() ? "" : ", ") + std::string(name);
    }
    return out;
  }
  // `besides`: members that are not fields of the struct. A member that nobody reads is a mistake.
  template <class T>
  void get_object(const JsonValue& json, T& value, std::size_t besides = 0) {
    if (json.kind != JsonValue::Kind::object) return expected("an object");
    const JsonValue* outer = std::exchange(object_, &json);
    const std::size_t found = std::exchange(found_, besides);
    std::vector<std::string_view> names;
    names.swap(names_);
    fields(*this, value);
    if (error_.empty() && found_ != json.members.size()) {
      for (const text::JsonMember& member : json.members) {
        const bool type = besides > 0 && member.name == "type";
        const bool read = std::find(names_.begin(), names_.end(), member.name) != names_.end();
        if (!type && !read) fail({}, "has a member of a name that is not known");
      }
    }
    names_.swap(names);
    object_ = outer;
    found_ = found;
  }

  const JsonValue* object_ = nullptr;  // whose members are read
  std::vector<std::string_view> names_;
  std::size_t found_ = 0;  // members read of it
  std::string path_, error_;
};

// Texts, truth values and money speak for themselves; the other types are named.
void JsonReader::get(const JsonValue& json, Value& value) {
  if (json.kind == JsonValue::Kind::boolean) {
    value = json.boolean;
    return;
  }
  if (json.string()) {
    value = std::string(*json.string());
    return;
  }
  if (json.find("amount") != nullptr) return get(json, value.emplace<Money>());
  const bool named = json.kind == JsonValue::Kind::object && json.members.size() == 1;
  const std::string_view type = named ? std::string_view(json.members.front().name) : "";
  if (type == "number") return get(json.members.front().value, value.emplace<Decimal>());
  if (type == "days") return get(json.members.front().value, value.emplace<Days>().count);
  if (type == "date") return get(json.members.front().value, value.emplace<Date>());
  if (type == "name") return get(json.members.front().value, value.emplace<Name>().text);
  expected("a value: a text, true, false, money, or number, days, date, name in an object");
}

}  // namespace
}  // namespace codec

Result<Fact> fact_from_json(std::string_view text) {
  const Result<text::JsonValue> json = text::read_json(text, {.bytes = std::size_t{1} << 24});
  if (!json) return unexpected(json.error());
  Fact out;
  codec::JsonReader reader;
  reader.read(*json, out);
  if (!reader.error().empty()) return unexpected(ErrorCode::invalid, reader.error());
  return out;
}

}  // namespace arrears
