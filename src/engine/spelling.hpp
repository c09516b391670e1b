// How values are written for people, in the language of a message or a report.
#ifndef ARREARS_SRC_ENGINE_SPELLING_HPP
#define ARREARS_SRC_ENGINE_SPELLING_HPP

#include <rulebook/evaluate.hpp>
#include <string>
#include <string_view>

namespace arrears::engine {

// "11 260,61 Kč" in Czech, "11 260.61 CZK" in English.
std::string money_text(const Money& sum, std::string_view language);
// "1. 9. 2026" in Czech and Slovak, "1.09.2026" in Polish, "1 September 2026" in English.
std::string date_text(Date date, std::string_view language);
// The list that a value of kind name comes from; none_index for every other expression.
std::uint32_t list_of(const RulebookData& rules, const Expression& expression);
// A value that an expression gave. Missing values are "-".
std::string value_text(const RulebookData& rules, const Expression& expression,
                       const Interval& value, std::string_view language);

}  // namespace arrears::engine

#endif
