#include <law/pack_data.hpp>

namespace arrears {

namespace {

std::string amount(std::optional<std::int64_t> minor, Currency currency, const char* open) {
  return minor ? Money{*minor, currency}.text() : open;
}

}  // namespace

void check_bands(std::vector<BandOf> bands, Currency currency, std::vector<std::string>& out) {
  std::sort(bands.begin(), bands.end(),
            [](const BandOf& a, const BandOf& b) { return a.band.from < b.band.from; });
  for (std::size_t i = 0; i < bands.size(); ++i) {
    const auto& [line, band] = bands[i];
    const std::string name = line->id + " valid from " +
                             (line->valid_from ? line->valid_from->text() : "ever") +
                             ": the amounts above " + amount(band.from, currency, "nothing");
    if (band.until && *band.until <= band.from.value_or(0)) {
      out.push_back(name + " end at " + amount(band.until, currency, "") + ", before they begin");
    }
    if (i == 0) continue;
    const std::optional<std::int64_t> before = bands[i - 1].band.until;
    if (!before || !band.from || *band.from < *before) {
      out.push_back(name + " overlap the band before, which ends at " +
                    amount(before, currency, "no amount"));
    } else if (*before < *band.from) {
      out.push_back(name + " leave a gap after the band before, which ends at " +
                    amount(before, currency, ""));
    }
  }
}

}  // namespace arrears
