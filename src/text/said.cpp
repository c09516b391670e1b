#include <text/said.hpp>

namespace arrears::text {

Said::Said(const Catalogue& catalogue, std::size_t row, std::vector<Said> places)
    : catalogue_(&catalogue), row_(row), places_(std::move(places)) {}

Said Said::plain(std::string text) {
  Said out;
  out.text_ = std::move(text);
  return out;
}

Said Said::word(std::string id) {
  Said out = plain(std::move(id));
  out.is_word_ = true;
  return out;
}

std::string Said::in(std::string_view language, const WordOf& word) const {
  if (catalogue_ == nullptr) return is_word_ ? word(text_) : text_;
  std::size_t column = 0;
  for (std::size_t i = 0; i < catalogue_->language_count; ++i) {
    if (catalogue_->languages[i] == language) column = i;
  }
  const std::string_view pattern = catalogue_->texts[row_ * catalogue_->language_count + column];
  std::string out;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    if (pattern[at] != '{') {
      out += pattern[at];
      continue;
    }
    const std::size_t end = pattern.find('}', at);
    const std::string_view id = pattern.substr(at + 1, end - at - 1);
    const bool numbered = id.size() == 1 && id[0] >= '0' && id[0] <= '9';
    out += numbered ? places_[static_cast<std::size_t>(id[0] - '0')].in(language, word) : word(id);
    at = end;
  }
  return out;
}

}  // namespace arrears::text
