#include <algorithm>
#include <arrears/ledger/interest.hpp>
#include <ledger/accrual.hpp>
#include <utility>

namespace arrears {

namespace {

using PrincipalBy = InterestColumns::PrincipalBy;

constexpr std::int32_t first_day = -25'567;  // 1900-01-01
constexpr std::int32_t last_day = 84'371;    // 2200-12-31

bool is_principal(std::int64_t minor) { return minor >= -Money::limit && minor <= Money::limit; }
// Begin and end of the rows of a case; the columns may be at fault.
bool is_case(std::size_t begin, std::size_t end, std::size_t rows) {
  return begin <= end && end <= rows;
}

// How the days of a row count: by one rule for all.
template <DayCount count>
struct Common {
  static constexpr std::int64_t parts_of_unit = ledger::parts_of_unit<count>;
  // Looking up a day costs more than asking whether the row before ended there.
  static constexpr bool calendar = count == DayCount::act_act || count == DayCount::thirty_360;
  std::int64_t time(std::size_t, std::int64_t day) const {
    return calendar ? ledger::year_time<count>(static_cast<std::int32_t>(day)) : day;
  }
  bool known(std::size_t) const { return true; }
};
// By that of the row.
struct Mixed {
  static constexpr std::int64_t parts_of_unit = 1;
  static constexpr bool calendar = false;  // the row before may count otherwise
  const DayCount* counts;
  std::int64_t time(std::size_t row, std::int64_t day) const {
    return ledger::year_parts(Date::from_number(static_cast<std::int32_t>(day)), counts[row]);
  }
  bool known(std::size_t row) const { return counts[row] <= DayCount::thirty_360; }
};

// The columns as the loops read them.
template <class Counts>
struct View {
  const std::int64_t* principal;
  const std::int32_t *from, *until, *ppm, *offsets;
  std::size_t rows;
  Counts counts;

  bool is_row(std::size_t row) const {
    return first_day <= from[row] && from[row] <= until[row] && until[row] <= last_day &&
           counts.known(row);
  }
};

// Whether so many rows have their days in order. In groups of a known size, which compilers turn
// into vectors; where a difference of 32 bits wraps around, another of the three is below zero.
bool are_days(const std::int32_t* from, const std::int32_t* until, std::size_t count) {
  constexpr std::size_t group = 16;
  constexpr auto low = static_cast<std::uint32_t>(first_day);
  constexpr auto high = static_cast<std::uint32_t>(last_day);
  const auto wrong = [](std::int32_t first, std::int32_t last) {
    const auto a = static_cast<std::uint32_t>(first), b = static_cast<std::uint32_t>(last);
    return (a - low) | (high - b) | (b - a);
  };
  std::uint32_t found = 0;
  for (; count >= group; count -= group, from += group, until += group) {
    for (std::size_t i = 0; i < group; ++i) found |= wrong(from[i], until[i]);
  }
  for (std::size_t i = 0; i < count; ++i) found |= wrong(from[i], until[i]);
  return found >> 31 == 0;
}

template <class Counts>
bool are_rows(const View<Counts>& view, std::size_t begin, std::size_t end) {
  bool good = are_days(view.from + begin, view.until + begin, end - begin);
  if constexpr (std::is_same_v<Counts, Mixed>) {
    for (std::size_t row = begin; row < end; ++row) good &= view.counts.known(row);
  }
  return good;
}

// Exact interest of one case, of any length, and whether all is well.
template <class Counts>
bool add_rows(const View<Counts>& view, const std::int64_t* principal, std::size_t step,
              std::size_t begin, std::size_t end, Int128& sum) {
  sum = 0;
  for (std::size_t row = begin; row < end; ++row, principal += step) {
    if (!view.is_row(row) || !is_principal(*principal)) return false;
    const std::int64_t time = view.counts.time(row, view.until[row]) -
                              view.counts.time(row, std::int64_t{view.from[row]} - 1);
    const Int128 added =
        ledger::exact_interest(*principal, view.ppm[row], time * Counts::parts_of_unit);
    if (__builtin_add_overflow(sum, added, &sum)) return false;
  }
  return true;
}

// Exact interest of the cases `first` up to `last`. Returns the first case at fault, or `last`.
template <class Counts>
std::size_t add_cases(const View<Counts> view, bool by_row, std::size_t first, std::size_t last,
                      Int128* exact) {
  for (std::size_t index = first; index < last; ++index, ++exact) {
    const bool listed = view.offsets != nullptr;
    const auto begin = listed ? static_cast<std::size_t>(view.offsets[index]) : index;
    const auto end = listed ? static_cast<std::size_t>(view.offsets[index + 1]) : index + 1;
    if (!is_case(begin, end, view.rows)) return index;
    const std::int64_t* const principal = view.principal + (by_row ? begin : index);
    if (!by_row && !is_principal(*principal)) return index;
    if (!add_rows(view, principal, by_row ? 1 : 0, begin, end, *exact)) return index;
  }
  return last;
}

// The same for lists of few rows with one principal, whose days are known to be good: rates over
// time are added up in 64 bits and meet the principal in one multiplication. So many rows fit, of
// 301 years each and at the largest rate. Returns the first case that has more or is at fault, or
// `last`.
constexpr std::size_t few_rows = 8;
static_assert(301 * few_rows * ledger::year_units < UINT64_MAX / 2 >> 31);

template <class Counts>
std::size_t add_rates(const View<Counts> view, std::size_t first, std::size_t last, Int128* exact) {
  auto row = static_cast<std::size_t>(view.offsets[first]);
  const auto rows_end = static_cast<std::size_t>(view.offsets[last]);
  for (std::size_t index = first; index < last; ++index, ++exact) {
    const auto end = static_cast<std::size_t>(view.offsets[index + 1]);
    const std::int64_t principal = view.principal[index];
    if (end - row > few_rows || end > rows_end || !is_principal(principal)) return index;
    std::int64_t rate_time = 0, before = 0;
    std::int64_t accrued = INT64_MAX;  // the last day that was looked up
    for (; row < end; ++row) {
      const std::int64_t after = std::int64_t{view.from[row]} - 1;
      if (!Counts::calendar || after != accrued) before = view.counts.time(row, after);
      accrued = view.until[row];
      const std::int64_t time = view.counts.time(row, accrued);
      rate_time += (time - before) * view.ppm[row];
      before = time;
    }
    *exact = ledger::exact_interest(principal, rate_time, Counts::parts_of_unit);
  }
  return last;
}

// By whichever of the two loops can; add_cases finds what is at fault.
template <class Counts>
std::size_t add_block(const View<Counts>& view, bool by_row, std::size_t first, std::size_t last,
                      Int128* exact) {
  if (by_row || view.offsets == nullptr) return add_cases(view, by_row, first, last, exact);
  const auto begin = static_cast<std::size_t>(view.offsets[first]);
  const auto end = static_cast<std::size_t>(view.offsets[last]);
  if (!is_case(begin, end, view.rows) || !are_rows(view, begin, end)) {
    return add_cases(view, by_row, first, last, exact);
  }
  for (std::size_t done = first;; ++done) {
    done = add_rates(view, done, last, exact + (done - first));
    if (done == last) return last;
    if (add_cases(view, by_row, done, done + 1, exact + (done - first)) == done) return done;
  }
}

// Rounds so many; returns how many fit before the first that does not.
std::size_t round_all(const Int128* exact, std::size_t count, RoundHalf half,
                      std::int64_t* booked) {
  for (std::size_t i = 0; i < count; ++i) {
    const ledger::Booked found = ledger::rounded(exact[i], half);
    if (!found.fits) return i;
    booked[i] = found.minor;
  }
  return count;
}

Error error_at(const char* of, std::size_t index, const std::string& what,
               ErrorCode code = ErrorCode::invalid) {
  return {code, std::string(of) + " " + std::to_string(index) + ": " + what};
}

Error principal_error(const char* of, std::size_t index, std::int64_t minor) {
  return error_at(of, index,
                  "principal " + std::to_string(minor) + " is more than " +
                      std::to_string(Money::limit) + " minor units",
                  ErrorCode::limit);
}

std::optional<Error> row_error(const InterestColumns& in, std::size_t row) {
  for (const auto& [name, day] : {std::pair{"first", in.from[row]}, {"last", in.until[row]}}) {
    if (day >= first_day && day <= last_day) continue;
    return error_at("row", row,
                    "the " + std::string(name) + " day is " + std::to_string(day) +
                        ", outside 1900-01-01 (-25567) to 2200-12-31 (84371)");
  }
  const Date from = Date::from_number(in.from[row]), until = Date::from_number(in.until[row]);
  if (until < from) {
    return error_at("row", row,
                    "the last day " + until.text() + " is before the first " + from.text());
  }
  if (in.day_count.size() > 1 && in.day_count[row] > DayCount::thirty_360) {
    return error_at("row", row, "there is no such day count");
  }
  if (in.principal_by == PrincipalBy::row && !is_principal(in.principal[row])) {
    return principal_error("row", row, in.principal[row]);
  }
  return {};
}

// What is wrong with a case that a loop has refused, in words.
Error case_error(const InterestColumns& in, std::size_t index) {
  const bool listed = !in.offsets.empty();
  const auto begin = listed ? static_cast<std::size_t>(in.offsets[index]) : index;
  const auto end = listed ? static_cast<std::size_t>(in.offsets[index + 1]) : index + 1;
  if (!is_case(begin, end, in.from.size())) {
    return error_at("case", index,
                    "its rows are from " + std::to_string(in.offsets[index]) + " to " +
                        std::to_string(in.offsets[index + 1]) + ", of " +
                        std::to_string(in.from.size()));
  }
  for (std::size_t row = begin; row < end; ++row) {
    if (auto error = row_error(in, row)) return *error;
  }
  if (in.principal_by == PrincipalBy::whole_case && !is_principal(in.principal[index])) {
    return principal_error("case", index, in.principal[index]);
  }
  return error_at("case", index,
                  "its interest is not below 2^62 minor units (rows " + std::to_string(begin) +
                      " up to " + std::to_string(end) + ")",
                  ErrorCode::limit);
}

// Block by block, so that exact amounts stay in the cache. Not to the end where something is at
// fault.
template <class Counts>
Result<Unit> run(const InterestColumns& in, const InterestOptions& options, InterestAmounts& out,
                 Counts counts) {
  constexpr std::size_t block = 512;
  const View<Counts> view{in.principal.data(), in.from.data(), in.until.data(), in.rate_ppm.data(),
                          in.offsets.data(),   in.from.size(), counts};
  const bool by_row = in.principal_by == PrincipalBy::row;
  const std::size_t cases = out.booked.size();
  Int128 exact[block];
  for (std::size_t first = 0; first < cases; first += block) {
    const std::size_t last = std::min(cases, first + block);
    std::size_t good = add_block(view, by_row, first, last, exact);
    good = first + round_all(exact, good - first, options.half, out.booked.data() + first);
    if (good < last) return unexpected(case_error(in, good));
    if (options.exact) out.exact.insert(out.exact.end(), exact, exact + (last - first));
  }
  return Unit{};
}

// How many cases the columns have, or that their lengths do not match.
Result<std::size_t> cases_of(const InterestColumns& in) {
  const std::size_t rows = in.from.size();
  const std::size_t cases = in.offsets.empty() ? rows : in.offsets.size() - 1;
  const bool by_row = in.principal_by == PrincipalBy::row;
  struct Column {
    const char* name;
    std::size_t length, wanted;
    const char* of;
  };
  const Column columns[] = {
      {"until", in.until.size(), rows, "rows"},
      {"rate_ppm", in.rate_ppm.size(), rows, "rows"},
      {"day_count", in.day_count.size(), in.day_count.size() == 1 ? 1 : rows, "rows"},
      {"principal", in.principal.size(), by_row ? rows : cases, by_row ? "rows" : "cases"}};
  for (const Column& column : columns) {
    if (column.length == column.wanted) continue;
    return unexpected(ErrorCode::invalid, std::string(column.name) + " has " +
                                              std::to_string(column.length) + " entries for " +
                                              std::to_string(column.wanted) + " " + column.of);
  }
  if (in.offsets.empty()) return cases;
  if (in.offsets.front() == 0 && std::cmp_equal(in.offsets.back(), rows)) return cases;
  return unexpected(ErrorCode::invalid, "offsets go from " + std::to_string(in.offsets.front()) +
                                            " to " + std::to_string(in.offsets.back()) +
                                            ", not from 0 to the number of rows, " +
                                            std::to_string(rows));
}

}  // namespace

Result<Unit> interest(const InterestColumns& columns, const InterestOptions& options,
                      InterestAmounts& out) {
  out.exact.clear();
  const Result<std::size_t> cases = cases_of(columns);
  out.booked.resize(cases ? *cases : 0);
  if (!cases) return unexpected(cases.error());
  if (options.exact) out.exact.reserve(*cases);
  const auto all_by = [&](auto counts) {
    Result<Unit> done = run(columns, options, out, counts);
    if (!done) out = {};
    return done;
  };
  if (columns.day_count.size() != 1) return all_by(Mixed{columns.day_count.data()});
  switch (columns.day_count[0]) {
    case DayCount::act_act: return all_by(Common<DayCount::act_act>{});
    case DayCount::act_365: return all_by(Common<DayCount::act_365>{});
    case DayCount::act_360: return all_by(Common<DayCount::act_360>{});
    case DayCount::thirty_360: return all_by(Common<DayCount::thirty_360>{});
  }
  out = {};
  return unexpected(ErrorCode::invalid, "there is no such day count");
}

Result<InterestAmounts> interest(const InterestColumns& columns, const InterestOptions& options) {
  InterestAmounts out;
  if (auto done = interest(columns, options, out); !done) return unexpected(done.error());
  return out;
}

}  // namespace arrears
