// Rule files: every text compiles or is refused with diagnostics; the plain form is its own; what
// can be translated comes back as it was.
#include <arrears/language/compile.hpp>

#include "fuzz.hpp"

using namespace arrears;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Source source{"fuzz.plan", std::string(fuzz::text(data, size))};
  const CompileOutcome outcome = compile(SourceSet::from_sources({source}), {});
  bool error = false;
  for (const Diagnostic& one : outcome.diagnostics) error |= one.severity == Severity::error;
  fuzz::hold(outcome.rulebook.has_value() == !error);
  const FormatOutcome plain = format(source);
  fuzz::hold(format({"fuzz.plan", plain.text}).text == plain.text);
  const FormatOutcome slovak = translate(source, "sk");
  if (!slovak.diagnostics.empty()) return 0;
  const FormatOutcome polish = translate({"fuzz.plan", slovak.text}, "pl");
  if (!polish.diagnostics.empty()) return 0;
  const FormatOutcome back = translate({"fuzz.plan", polish.text}, "sk");
  fuzz::hold(back.diagnostics.empty() && back.text == slovak.text);
  return 0;
}
