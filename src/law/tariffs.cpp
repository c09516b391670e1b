// Tariffs: a fee from a base, in bands.
#include <arrears/law/law.hpp>
#include <law/pack_data.hpp>

namespace arrears {

namespace {

using Round = TariffRow::Round;

// To whole units; both are above or at zero.
Int128 rounded(Int128 amount, Int128 unit, Round how) {
  switch (how) {
    case Round::down: return amount / unit * unit;
    case Round::up: return (amount + unit - 1) / unit * unit;
    case Round::half_up: return divide_half_up(amount, unit) * unit;
  }
  return amount;
}

std::string text(Int128 minor, Currency currency) {
  return Money{static_cast<std::int64_t>(minor), currency}.text();
}

const char* words(Round how) {
  return how == Round::up ? "up" : how == Round::down ? "down" : "half up";
}

std::int64_t rounded_base(const TariffRow& row, std::int64_t minor) {
  return static_cast<std::int64_t>(rounded(minor, row.base_unit, row.base_round));
}

// Fixed sum + percentage and steps of what is above `over`, rounded, then kept
// between the limits. All stay below 2^127: 10^15 minor units times 10^8 parts
// per million.
std::optional<Money> reckoned(const TariffRow& row, std::int64_t base, std::string& how) {
  constexpr Int128 million = 1'000'000;
  const Int128 above = std::max<std::int64_t>(base - row.over, 0);
  Int128 parts = Int128{row.fixed} * million;
  const auto add = [&how](const std::string& what) { how += (how.empty() ? "" : " + ") + what; };
  if (row.fixed != 0) add(text(row.fixed, row.currency));
  if (row.ppm != 0) {
    parts += above * row.ppm;
    add(Rate{row.ppm, DayCount::act_act}.percent_text() + " % of " + text(above, row.currency));
  }
  if (row.step != 0) {
    const Int128 steps = (above + row.step - 1) / row.step;
    parts += steps * row.step_sum * million;
    add(std::to_string(static_cast<std::int64_t>(steps)) + " x " +
        text(row.step_sum, row.currency));
  }
  Int128 minor = rounded(parts, million * row.unit, row.round) / million;
  if (minor * million != parts) {
    how += std::string(", rounded ") + words(row.round) + " to " + text(row.unit, row.currency);
  }
  if (row.least && minor < *row.least) {
    minor = *row.least;
    how += ", at least " + text(minor, row.currency);
  }
  if (row.most && *row.most < minor) {
    minor = *row.most;
    how += ", at most " + text(minor, row.currency);
  }
  if (minor > Money::limit) return std::nullopt;
  return Money{static_cast<std::int64_t>(minor), row.currency};
}

}  // namespace

LawTariff LawPack::tariff(std::string_view name, const Money& base, Date day) const {
  LawTariff out;
  out.why_not = "the law pack has no tariff " + std::string(name);
  for (const TariffRow& row : data_->now.tariffs) {
    if (!line_named(row.line, name, data_->country)) continue;
    const std::string of = " (" + row.line.id + ")";
    if (!valid_on(row.line, day)) {
      if (out.line == nullptr) out.why_not = "no tariff of " + day.text() + of;
      continue;
    }
    out.line = &row.line;
    if (row.currency != base.currency) {
      out.why_not = "the base is not in " + row.currency.code() + of;
      return out;
    }
    const bool possible = base.minor >= 0 && base.minor <= Money::limit;
    const std::int64_t minor = possible ? rounded_base(row, base.minor) : base.minor;
    if (!possible || !row.band.holds(minor)) {
      out.why_not = "not for a base of " + base.text() + of;
      continue;
    }
    out.component = row.component;
    out.vat_on_top = row.vat_on_top;
    out.sum = reckoned(row, minor, out.reckoning);
    out.why_not = out.sum ? "" : out.reckoning + " is more than an amount may be" + of;
    return out;
  }
  return out;
}

}  // namespace arrears
