// Message texts with holes, checked against the message that they belong to.
#ifndef ARREARS_SRC_LANGUAGE_TEMPLATE_HPP
#define ARREARS_SRC_LANGUAGE_TEMPLATE_HPP

#include <language/bind/context.hpp>

namespace arrears::language {

// "templates/<message>[.<channel>].txt", in any folder.
bool is_template(std::string_view name);

// Adds the template to the rulebook, or reports what is wrong with it. Called when all
// declarations, terms and tables are bound.
void bind_template(Context& context, const Source& source);

}  // namespace arrears::language

#endif
