#include <law/pack_data.hpp>
#include <model/enum_names.hpp>
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

// Rows that are bands of one version count as one version; what each of their amounts gives is said
// by the bands.
template <class Rows, class Group, class CurrencyOf>
void check_banded(const Rows& rows, const std::string& country, Group group, CurrencyOf currency_of,
                  Findings& out) {
  using Version = std::tuple<std::string, std::optional<Date>, std::optional<Date>>;
  std::map<Version, std::vector<BandOf>> bands;
  std::map<Version, Currency> currencies;
  for (const auto& row : rows) {
    check_line(row.line, country, out);
    const Version version{row.line.id + group(row), row.line.valid_from, row.line.valid_until};
    bands[version].push_back({&row.line, row.band});
    const auto [at, added] = currencies.emplace(version, currency_of(row));
    if (!added && at->second != currency_of(row)) {
      out.push_back(row.line.id + ": its amounts are in " + at->second.code() + " and in " +
                    currency_of(row).code());
    }
  }
  std::map<std::string, std::vector<const LawLine*>> versions;
  for (const auto& [version, of] : bands) {
    versions[std::get<0>(version)].push_back(of.front().line);
    check_bands(of, currencies.at(version), out);
  }
  for (const auto& [id, lines] : versions) check_versions(lines, out);
}

void check_fees(const LawPack::Data& data, Findings& out) {
  const auto by_relations = [](const FeeRow& row) { return "/" + std::to_string(row.relations); };
  const auto due_in = [](const FeeRow& row) { return row.due_in(); };
  check_banded(data.now.fees, data.country, by_relations, due_in, out);
  for (const FeeRow& row : data.now.fees) {
    const Selector by = row.line.selector;
    if (by != Selector::default_from && by != Selector::obligation_on) {
      out.push_back(row.line.id + ": a fee is chosen by default_from or obligation_on");
    }
    if (row.converted_to == row.sum.currency) {
      out.push_back(row.line.id + ": converted to the currency in which it stands");
    }
  }
  for (const ExchangeRow& row : data.all.exchange) {
    const std::string name = row.from.code() + " to " + row.to.code() + " " + row.day.text();
    if (row.source.empty()) out.push_back(name + ": no source");
    if (row.from == row.to) out.push_back(name + ": a currency for itself");
    if (row.rate.micro <= 0) out.push_back(name + ": the rate is not above zero");
  }
}

void check_tariffs(const LawPack::Data& data, Findings& out) {
  const auto alone = [](const TariffRow&) { return std::string{}; };
  const auto currency = [](const TariffRow& row) { return row.currency; };
  check_banded(data.now.tariffs, data.country, alone, currency, out);
  for (const TariffRow& row : data.now.tariffs) {
    const std::string name =
        row.line.id + " above " + Money{row.band.from.value_or(0), row.currency}.text() + ": ";
    if (row.line.selector != Selector::filed_on && row.line.selector != Selector::acted_on) {
      out.push_back(name + "a tariff is chosen by filed_on or acted_on");
    }
    if (row.fixed == 0 && row.ppm == 0 && row.step == 0) out.push_back(name + "gives nothing");
    if (row.over > row.band.from.value_or(0)) {
      out.push_back(name + "counts what is above " + Money{row.over, row.currency}.text() +
                    ", which is more than where the band begins");
    }
    if (row.least && row.most && *row.most < *row.least) {
      out.push_back(name + "the most is less than the least");
    }
  }
}

void check_limitation(const LawPack::Data& data, Findings& out) {
  check_table(
      data.now.limitation, data.country, [](const auto&) { return std::string{}; }, out);
  std::map<std::string, const LimitationRow*> title, acknowledgement;
  const auto one = [&out](auto& known, const LimitationRow& row, const char* what) {
    for (const auto& [id, other] : known) {
      if (id == row.line.id) continue;
      out.push_back(row.line.id + ": " + id + " begins with " + what + " too");
    }
    known.emplace(row.line.id, &row);
  };
  for (const LimitationRow& row : data.now.limitation) {
    const bool restarts = row.after_title || row.after_acknowledgement;
    if (row.line.selector != (restarts ? Selector::acted_on : Selector::default_from)) {
      out.push_back(row.line.id +
                    ": limitation is chosen by default_from, or by acted_on where it "
                    "begins with a title or an acknowledgement");
    }
    if (row.years < 1) out.push_back(row.line.id + ": no years");
    if (row.absolute_years != 0 && row.absolute_years < row.years) {
      out.push_back(row.line.id + ": the absolute limit is shorter than the period");
    }
    if (row.after_title) one(title, row, "a title");
    if (row.after_acknowledgement) one(acknowledgement, row, "an acknowledgement");
  }
}

void check_several_debts(const LawPack::Data& data, Findings& out) {
  check_table(
      data.now.several_debts, data.country,
      [](const SeveralDebtsRow& row) { return "/" + std::to_string(row.relations); }, out);
  for (const SeveralDebtsRow& row : data.now.several_debts) {
    if (row.order.empty()) out.push_back(row.line.id + ": no order");
    const Selector by = row.line.selector;
    if (by != Selector::obligation_on && by != Selector::paid_on) {
      out.push_back(row.line.id + ": it is chosen by obligation_on or paid_on");
    }
  }
}

void check_caps(const LawPack::Data& data, Findings& out) {
  using What = LawCap::What;
  check_table(
      data.now.caps, data.country,
      [](const CapRow& row) { return "/" + std::to_string(row.relations); }, out);
  for (const CapRow& row : data.now.caps) {
    const Selector by = row.line.selector;
    if (by != Selector::obligation_on && by != Selector::default_from) {
      out.push_back(row.line.id + ": a cap is chosen by obligation_on or default_from");
    }
    const bool by_regime = row.what == What::default_interest || row.what == What::long_default;
    if (by_regime && data.regime(row.regime) == nullptr) {
      out.push_back(row.line.id + ": there is no regime " + row.regime);
    }
    if (row.what == What::penalty_rate && row.rate_ppm == 0) {
      out.push_back(row.line.id + ": no rate");
    }
    if (row.what == What::penalty_total && row.all_claims) {
      out.push_back(row.line.id + ": a total of penalties is for claims out of a credit");
    }
    if (row.what == What::penalty_total && row.share_ppm == 0 && !row.most) {
      out.push_back(row.line.id + ": neither a share of the credit nor a sum");
    }
  }
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

// Whether the rule asks for the rate of ever later days and so runs into the
// end of its series.
bool runs_into(const InterestRow& row, Date end) {
  using Reference = InterestRow::Reference;
  const bool half_years = row.reference == Reference::each_half_year ||
                          row.reference == Reference::day_before_each_half_year;
  if (!half_years && row.reference != Reference::each_change) return false;
  if (row.line.selector != Selector::accrued_on || !row.line.valid_until) return true;
  const Date half = half_year_start(*row.line.valid_until);
  if (row.reference == Reference::each_change) return end <= *row.line.valid_until;
  return end <= half - Days{row.reference == Reference::each_half_year ? 0 : 1};
}

void check_rates(const LawPack::Data& data, Findings& out) {
  for (const RateRow& row : data.all.rates) {
    const std::string name = row.series + " " + row.from.text();
    if (row.source.empty()) out.push_back(name + ": no source");
    if (row.seen_through && *row.seen_through < row.from) {
      out.push_back(name + ": looked at through " + row.seen_through->text() +
                    ", before the value held");
    }
  }
  for (std::size_t i = 0; i < data.now.interest.size(); ++i) {
    const LawPack::Data::Series* series = data.interest_series[i];
    if (series == nullptr || !series->values.back()->ends) continue;
    const InterestRow& row = data.now.interest[i];
    if (!runs_into(row, series->from.back())) continue;
    out.push_back(row.regime + ": the series " + series->name + " ended on " +
                  series->from.back().text() + " and the rule goes on; end the rule too");
  }
}

void check_interest(const LawPack::Data& data, Findings& out) {
  std::map<std::string, const InterestRow*> regimes;
  for (std::size_t i = 0; i < data.now.interest.size(); ++i) {
    const InterestRow& row = data.now.interest[i];
    if (row.regime.empty()) out.push_back(row.line.id + ": a rule without the name of its regime");
    const auto [known, added] = regimes.emplace(row.regime, &row);
    const bool by_day = row.line.selector == Selector::accrued_on;
    if (!added && (!by_day || known->second->line.selector != Selector::accrued_on)) {
      out.push_back(row.regime + ": stands twice");
    }
    if (row.line.selector != Selector::default_from && !by_day) {
      out.push_back(row.regime + ": interest is chosen by default_from or accrued_on");
    }
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

// The days on which a rule of interest begins to hold or has ceased to, by either of its dates.
struct Borders {
  std::set<Date> defaults, obligations;
};
Borders borders(const std::vector<InterestRow>& rows) {
  Borders out;
  out.defaults.insert(Date::earliest());
  out.obligations.insert(Date::earliest());
  for (const InterestRow& row : rows) {
    if (row.line.valid_from) out.defaults.insert(*row.line.valid_from);
    if (row.line.valid_until) out.defaults.insert(*row.line.valid_until + Days{1});
    if (row.obligation_from) out.obligations.insert(*row.obligation_from);
    if (row.obligation_until) out.obligations.insert(*row.obligation_until + Days{1});
  }
  // An obligation arises before its default, at the latest on the day before.
  for (const Date day : out.defaults) {
    if (Date::earliest() < day) out.obligations.insert(day - Days{1});
  }
  return out;
}

void report(Relation relation, const std::string& what, Date from, Date obligation, Findings& out) {
  const auto& names = codec::EnumNames<Relation>::list.names;
  out.push_back("default interest, " + std::string(names[static_cast<std::size_t>(relation)]) +
                ": " + what + " for default from " + from.text() + ", obligation of " +
                obligation.text());
}

// For each relation that the pack knows and for every pair of days of obligation and of default:
// from the first day that has a rule each has one, and none has two. Rules hold from border to
// border, so the borders stand for all days.
void check_coverage(const LawPack::Data& data, Findings& out) {
  const Borders days = borders(data.now.interest);
  for (const Relation relation : {Relation::business, Relation::consumer, Relation::public_body}) {
    for (const Date obligation : days.obligations) {
      const InterestRow* before = nullptr;
      for (const Date from : days.defaults) {
        if (from <= obligation && Date::earliest() < from) continue;
        const InterestRow* rule = data.interest_rule(relation, obligation, from);
        if (rule == nullptr && before != nullptr) {
          return report(relation, "no rule after " + before->regime, from, obligation, out);
        }
        for (const InterestRow& other : data.now.interest) {
          const bool rival = rule != nullptr && &other != rule &&
                             other.fits(relation, obligation, from) &&
                             (other.relations == 0) == (rule->relations == 0);
          if (!rival) continue;
          const std::string both = rule->regime + " and " + other.regime + " overlap";
          return report(relation, both, from, obligation, out);
        }
        before = rule;
      }
    }
  }
}

}  // namespace

std::vector<std::string> check_pack(const LawPack::Data& data) {
  Findings out;
  const auto alone = [](const auto&) { return std::string{}; };
  for (const InterestRow& row : data.now.interest) check_line(row.line, data.country, out);
  check_coverage(data, out);
  check_table(data.now.allocation, data.country, alone, out);
  check_several_debts(data, out);
  check_caps(data, out);
  check_fees(data, out);
  check_tariffs(data, out);
  check_limitation(data, out);
  check_table(data.now.holds, data.country, alone, out);
  check_table(data.now.notices, data.country, alone, out);
  check_table(data.now.requirements, data.country, alone, out);
  check_table(data.now.settings, data.country, alone, out);
  check_names(data, out);
  check_interest(data, out);
  check_rates(data, out);
  for (const HolidayRow& row : data.all.holidays) {
    if (row.source.empty()) out.push_back("holiday " + row.name + ": no source");
    if (row.purposes == 0) out.push_back("holiday " + row.name + ": for no calendar");
  }
  return out;
}

}  // namespace arrears
