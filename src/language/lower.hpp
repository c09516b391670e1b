// From what a signature read to the typed line of the tree.
#ifndef ARREARS_SRC_LANGUAGE_LOWER_HPP
#define ARREARS_SRC_LANGUAGE_LOWER_HPP

#include <language/signature.hpp>

namespace arrears::syntax {

// `line` brings span, lead, prose and whether the line is broken.
ListDecl lower_list(const Reading& reading, Line line);
FieldDecl lower_field(const Reading& reading, Line line);
SettingDecl lower_setting(const Reading& reading, Line line);
EventDecl lower_event(const Reading& reading, Line line);
ChannelDecl lower_channel(const Reading& reading, Line line);
MessageDecl lower_message(const Reading& reading, Line line);
TermDecl lower_term(const Reading& reading, Line line);
State lower_state(const Reading& reading, Line line);
ContactWindow lower_window(const Reading& reading, Line line);
ContactCap lower_cap(const Reading& reading, Line line);
AcceptedLine lower_accepted(const Reading& reading, Line line);
NeedsPayments lower_needs_payments(const Reading& reading, Line line);
Head lower_head(const Reading& reading, Span span);
Step lower_step(const Reading& reading, Line line);
Fallback lower_fallback(const Reading& reading, Line line);
TestLine lower_test_line(const Reading& reading, Line line);

Duration period_of(const Reading& reading);
std::vector<Component> components_of(const Reading& reading);

}  // namespace arrears::syntax

#endif
