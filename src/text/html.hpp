// Text inside HTML.
#ifndef ARREARS_SRC_TEXT_HTML_HPP
#define ARREARS_SRC_TEXT_HTML_HPP

#include <string>
#include <string_view>

namespace arrears::text {

// Safe between tags and inside quoted attributes.
std::string html(std::string_view text);

}  // namespace arrears::text

#endif
