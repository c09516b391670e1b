// A file that was read, written again: by the formatter in its own words, by the translator in
// those of another language.
#ifndef ARREARS_SRC_LANGUAGE_PLAIN_FORM_HPP
#define ARREARS_SRC_LANGUAGE_PLAIN_FORM_HPP

#include <language/file_parser.hpp>
#include <string>

namespace arrears::syntax {

// Where comments behind lines stand: in their column or, where the lines before them become longer
// or shorter, as near to the lines of their paragraph as they stood in the file, which then has to
// be in its plain form. That way there and back is the same text.
enum class Comments : std::uint8_t { keep_column, keep_distance };

std::string plain_form(const ParsedFile& file, const Words& words, Comments comments);

}  // namespace arrears::syntax

#endif
