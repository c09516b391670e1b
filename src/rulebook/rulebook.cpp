#include <arrears/base/bytes.hpp>
#include <rulebook/data.hpp>

namespace arrears {

Rulebook::Rulebook() : data_(std::make_shared<const RulebookData>()) {}

Rulebook::Rulebook(std::shared_ptr<const RulebookData> data) : data_(std::move(data)) {
  ARREARS_ASSERT(data_ != nullptr);
}

const Hash& Rulebook::hash() const { return data_->hash; }

std::vector<std::string> Rulebook::plans() const {
  std::vector<std::string> out;
  for (const Plan& plan : data_->plans) out.push_back(plan.name);
  return out;
}

// The name of the format, the number of sources, then name and text of each. Read by
// rulebook_from_archive() of the language.
Bytes Rulebook::archive() const {
  ByteWriter out;
  out.text("arrears-rulebook-1");
  out.integer(static_cast<std::uint32_t>(data_->sources.size()));
  for (const SourceText& source : data_->sources) {
    out.text(source.name);
    out.text(source.text);
  }
  return out.take();
}

const std::vector<Diagnostic>& Rulebook::diagnostics() const { return data_->diagnostics; }

const Plan* RulebookData::find_plan(std::string_view name) const {
  for (const Plan& plan : plans) {
    if (plan.name == name) return &plan;
  }
  return nullptr;
}

}  // namespace arrears
