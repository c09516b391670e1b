// How elements of a line are written.
#ifndef ARREARS_SRC_LANGUAGE_ELEMENT_TEXT_HPP
#define ARREARS_SRC_LANGUAGE_ELEMENT_TEXT_HPP

#include <language/file_parser.hpp>

namespace arrears::syntax {

// The plain form of the elements [begin, end) of a line, in the words of its language.
std::string elements_text(const ParsedLine& line, std::size_t begin, std::size_t end,
                          const Words& words);

// "12000.5" as the language writes it: "12 000,5".
std::string number_text(const std::string& digits, const Words& words);

// The elements of a row, cell by cell, and how many cells stand before the divider.
struct RowElements {
  std::vector<std::pair<std::size_t, std::size_t>> cells;  // [begin, end) of the trace
  std::size_t inputs = 0;
};
RowElements row_elements(const ParsedLine& line);

}  // namespace arrears::syntax

#endif
