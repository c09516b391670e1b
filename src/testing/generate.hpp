// Values at random, every member of them: an archive like the codec's (model/fields.hpp) that fills
// what it visits. The same seed gives the same values on every machine.
#ifndef ARREARS_SRC_TESTING_GENERATE_HPP
#define ARREARS_SRC_TESTING_GENERATE_HPP

#include <model/enum_names.hpp>
#include <model/fields.hpp>

namespace arrears::testing {

class Generator {
 public:
  explicit Generator(std::uint64_t seed) : state_(seed) {}

  // splitmix64
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  }
  std::uint64_t below(std::uint64_t limit) { return next() % limit; }

  template <class T>
  T make() {
    T value{};
    fill(value);
    return value;
  }
  template <class T>
  Generator& operator()(std::string_view, T& value) {
    fill(value);
    return *this;
  }

  template <class T>
  void fill(T& value) {
    if constexpr (std::same_as<T, bool>) {
      value = below(2) == 1;
    } else if constexpr (std::integral<T>) {
      value = static_cast<T>(next());
    } else if constexpr (codec::BitSet<T>) {
      value = static_cast<T>(below(1u << codec::EnumNames<T>::bits.names.size()));
    } else if constexpr (std::is_enum_v<T>) {
      const auto& list = codec::EnumNames<T>::list;
      value = static_cast<T>(list.first + below(list.names.size()));
    } else if constexpr (codec::AnId<T>) {
      fill(value.value);
    } else {
      codec::fields(*this, value);
    }
  }
  void fill(std::string& value) {
    static constexpr std::string_view letters[] = {"a", "Z", "0",  " ",  "-",
                                                   "č", "ř", "\"", "\\", ":"};
    value.clear();
    for (std::uint64_t n = below(9); n > 0; --n) value += letters[below(std::size(letters))];
  }
  void fill(Bytes& value) {
    value.resize(below(40));
    for (std::byte& byte : value) byte = static_cast<std::byte>(next());
  }
  void fill(Hash& value) {
    for (std::uint8_t& byte : value.bytes) byte = static_cast<std::uint8_t>(next());
  }
  void fill(Date& value) { value = Date::from_number(static_cast<int>(below(109'938)) - 25'567); }
  void fill(Instant& value) { value.seconds = static_cast<std::int64_t>(below(4'000'000'000)); }
  void fill(Days& value) { value.count = static_cast<std::int32_t>(next()); }
  void fill(Decimal& value) { value.micro = static_cast<std::int64_t>(next() >> 20); }
  void fill(Name& value) { fill(value.text); }
  void fill(Currency& value) {
    static constexpr std::string_view codes[] = {"CZK", "EUR", "JPY", "KWD"};
    value = Currency{codes[below(std::size(codes))]};
  }
  void fill(Money& value) {
    value.minor = static_cast<std::int64_t>(below(2'000'000)) - 1'000'000;
    fill(value.currency);
  }
  template <class T>
  void fill(std::optional<T>& value) {
    value.reset();
    if (below(2) == 1) fill(value.emplace());
  }
  template <class T>
  void fill(std::vector<T>& value) {
    value.clear();
    for (std::uint64_t n = below(4); n > 0; --n) fill(value.emplace_back());
  }
  void fill(FieldValues& value) {
    value.clear();
    for (std::uint64_t n = below(4); n > 0; --n) {
      std::string key;
      fill(key);
      fill(value[key]);
    }
  }
  template <class... T>
  void fill(std::variant<T...>& value) {
    fill_alternative(value, below(sizeof...(T)), std::index_sequence_for<T...>{});
  }

 private:
  template <class V, std::size_t... I>
  void fill_alternative(V& value, std::size_t index, std::index_sequence<I...>) {
    ((I == index ? fill(value.template emplace<I>()) : void()), ...);
  }
  std::uint64_t state_;
};

}  // namespace arrears::testing

#endif
