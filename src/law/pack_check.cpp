#include <law/pack_data.hpp>
#include <set>
#include <tuple>

namespace arrears {

namespace {

using Findings = std::vector<std::string>;

std::string text_of(const std::optional<Date>& day, const char* open) {
  return day ? day->text() : open;
}

void check_line(const LawLine& line, const std::string& country, Findings& out) {
  const std::string name = line.id + " valid from " + text_of(line.valid_from, "ever");
  const std::string prefix = country + ".";
  if (!country.empty() && (!line.id.starts_with(prefix) || line.id.size() == prefix.size())) {
    out.push_back(name + ": the id does not begin with " + prefix);
  }
  if (line.source.empty()) out.push_back(name + ": no source");
  if (line.legal_basis.empty()) out.push_back(name + ": no legal basis");
  if (line.names.empty()) out.push_back(name + ": no name in any language");
  if (line.valid_from && line.valid_until && *line.valid_until < *line.valid_from) {
    out.push_back(name + ": ends before it begins");
  }
}

// Versions of one statement, oldest first: the end of each is the day before the next begins.
void check_versions(std::vector<const LawLine*> versions, Findings& out) {
  std::sort(versions.begin(), versions.end(),
            [](const LawLine* a, const LawLine* b) { return a->valid_from < b->valid_from; });
  for (std::size_t i = 1; i < versions.size(); ++i) {
    const LawLine& before = *versions[i - 1];
    const LawLine& after = *versions[i];
    const std::string place = before.id + ": the version from " +
                              text_of(before.valid_from, "ever") + " until " +
                              text_of(before.valid_until, "now");
    if (!before.valid_until || !after.valid_from || *after.valid_from <= *before.valid_until) {
      out.push_back(place + " overlaps the one from " + text_of(after.valid_from, "ever"));
    } else if (*before.valid_until + Days{1} < *after.valid_from) {
      out.push_back(place + " leaves a gap before " + after.valid_from->text());
    }
  }
}

template <class Rows, class Group>
void check_table(const Rows& rows, const std::string& country, Group group, Findings& out) {
  std::map<std::string, std::vector<const LawLine*>> versions;
  for (const auto& row : rows) {
    check_line(row.line, country, out);
    versions[row.line.id + group(row)].push_back(&row.line);
  }
  for (const auto& [id, lines] : versions) check_versions(lines, out);
}

void check_names(const LawPack::Data& data, Findings& out) {
  std::map<std::string, std::string> owners;  // name -> id; one name, one line
  std::set<std::string> reported;
  for (const LawLine* line : data.lines) {
    for (const auto& [language, name] : line->names) {
      const auto [at, added] = owners.emplace(name, line->id);
      if (!added && at->second != line->id && reported.insert(name).second) {
        out.push_back("the name " + name + " means " + at->second + " and " + line->id);
      }
    }
  }
}

void check_interest(const LawPack::Data& data, Findings& out) {
  std::set<std::string> regimes;
  for (std::size_t i = 0; i < data.now.interest.size(); ++i) {
    const InterestRow& row = data.now.interest[i];
    if (row.regime.empty()) out.push_back(row.line.id + ": a rule without the name of its regime");
    if (!regimes.insert(row.regime).second) out.push_back(row.regime + ": stands twice");
    if (row.reference == InterestRow::Reference::none) continue;
    const LawPack::Data::Series* series = data.interest_series[i];
    if (series == nullptr) {
      out.push_back(row.regime + ": there is no series " + row.series);
    } else if (row.line.valid_from && *row.line.valid_from < series->from.front()) {
      out.push_back(row.regime + ": the series " + row.series + " begins only on " +
                    series->from.front().text());
    }
  }
}

}  // namespace

std::vector<std::string> check_pack(const LawPack::Data& data) {
  Findings out;
  const auto alone = [](const auto&) { return std::string{}; };
  const auto by_relations = [](const auto& row) { return "/" + std::to_string(row.relations); };
  check_table(data.now.interest, data.country, by_relations, out);
  check_table(data.now.allocation, data.country, alone, out);
  check_table(data.now.fees, data.country, by_relations, out);
  check_table(data.now.holds, data.country, alone, out);
  check_table(data.now.notices, data.country, alone, out);
  check_table(data.now.requirements, data.country, alone, out);
  check_table(data.now.settings, data.country, alone, out);
  check_names(data, out);
  check_interest(data, out);
  for (const RateRow& row : data.all.rates) {
    if (row.source.empty()) out.push_back(row.series + " " + row.from.text() + ": no source");
  }
  for (const HolidayRow& row : data.all.holidays) {
    if (row.source.empty()) out.push_back("holiday " + row.name + ": no source");
    if (row.purposes == 0) out.push_back("holiday " + row.name + ": for no calendar");
  }
  return out;
}

}  // namespace arrears
