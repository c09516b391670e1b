// One row of a file, read by our names: cells, typed, with the first mistake kept as its verdict.
#ifndef ARREARS_SRC_INTAKE_ROW_HPP
#define ARREARS_SRC_INTAKE_ROW_HPP

#include <arrears/intake/import.hpp>
#include <model/enum_names.hpp>
#include <span>

namespace arrears::intake {

// Which column of the file holds which of our names. Built once a file.
struct Layout {
  std::map<std::string, std::size_t, std::less<>> at;      // our name -> index of the cell
  std::map<std::string, std::size_t, std::less<>> fields;  // host field -> index of the cell
};

class RowReader {
 public:
  RowReader(const Mapping& mapping, const Layout& layout, const std::vector<std::string>& heading,
            const std::vector<std::string>& cells, RowVerdict& verdict)
      : mapping_(mapping), layout_(layout), heading_(heading), cells_(cells), verdict_(verdict) {}

  // The cell, else the mapping's value for every row, else empty.
  std::string text(std::string_view name) const;
  std::string needed(std::string_view name);
  std::optional<Date> date(std::string_view name);
  Date needed_date(std::string_view name);
  Money needed_money(std::string_view name);
  // In the currency of the row; none for an empty cell.
  std::optional<Money> money(std::string_view name, Currency currency);
  // Days and sums of one cell: "2026-09-01 = 1000.00; 2026-10-01 = 1000.00"; empty for none.
  std::vector<Instalment> instalments(std::string_view name, Currency currency);
  // A whole number from 0 to `most`; 0 for an empty cell.
  std::int32_t whole(std::string_view name, std::int32_t most);
  // Per cent, with a point or a comma, 0 to 100, as parts per million; 0 for an empty cell.
  std::int32_t percent(std::string_view name);
  // Per cent a year by actual/actual, with a point or a comma; none for an empty cell.
  std::optional<Rate> rate(std::string_view name);
  // Words of an enumeration, separated by spaces; empty for an empty cell.
  template <class E>
  std::vector<E> words(std::string_view name) {
    constexpr auto& list = codec::EnumNames<E>::list;
    std::vector<E> out;
    for (const std::size_t index : words(name, list.names)) {
      out.push_back(static_cast<E>(list.first + index));
    }
    return out;
  }
  // A cell that must be one of these words, by our word or by the mapping's.
  std::size_t word(std::string_view name, std::initializer_list<const char*> words,
                   std::size_t otherwise);
  PaymentSymbols symbols();
  FieldValues fields(const Rulebook* rulebook, std::uint8_t scope);
  // What the row says of a person besides the id.
  PersonStated person(PersonId id, const Rulebook* rulebook);

  // Keeps the first reason; the heading of the cell goes with it.
  void fail(std::string_view name, std::string reason);
  bool good() const { return verdict_.reason.empty(); }

 private:
  std::vector<std::size_t> words(std::string_view name, std::span<const std::string_view> known);
  std::string heading_of(std::string_view name) const;
  Result<Date> read_date(std::string_view text) const;
  Result<Money> read_money(std::string_view text, Currency currency) const;
  std::optional<Value> read_value(std::string_view field, std::string_view text, std::uint8_t kind,
                                  const std::vector<std::string>* words);

  const Mapping& mapping_;
  const Layout& layout_;
  const std::vector<std::string>& heading_;
  const std::vector<std::string>& cells_;
  RowVerdict& verdict_;
};

// Whether more than the id is stated.
bool says_anything(const PersonStated& person);

}  // namespace arrears::intake

#endif
