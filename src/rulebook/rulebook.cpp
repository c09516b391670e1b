#include <arrears/base/bytes.hpp>
#include <rulebook/data.hpp>
#include <rulebook/meaning.hpp>

namespace arrears {

namespace {
constexpr std::string_view archive_format = "arrears-rulebook-1";
}

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

// The name of the format, the number of sources, then name and text of each.
Bytes Rulebook::archive() const {
  ByteWriter out;
  out.text(archive_format);
  out.integer(static_cast<std::uint32_t>(data_->sources.size()));
  for (const SourceText& source : data_->sources) {
    out.text(source.name);
    out.text(source.text);
  }
  return out.take();
}

Result<std::vector<SourceText>> sources_of_archive(ByteView bytes) {
  ByteReader in(bytes);
  if (in.text() != archive_format) {
    return unexpected(ErrorCode::wrong_format, "this is not an archived rulebook");
  }
  std::vector<SourceText> out;
  const auto count = in.integer<std::uint32_t>();
  for (std::uint32_t i = 0; i < count && in.ok(); ++i) {
    SourceText source;
    source.name = in.text();
    source.text = in.text();
    out.push_back(std::move(source));
  }
  if (!in.ok() || !in.at_end()) {
    return unexpected(ErrorCode::corrupt, "the archived rulebook is cut or damaged");
  }
  return out;
}

const std::vector<Diagnostic>& Rulebook::diagnostics() const { return data_->diagnostics; }

const Plan* RulebookData::find_plan(std::string_view name) const {
  for (const Plan& plan : plans) {
    if (plan.name == name) return &plan;
  }
  return nullptr;
}

}  // namespace arrears
