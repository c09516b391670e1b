// Interest over columns.
#include <arrears/ledger/interest.hpp>

#include "columns.hpp"
#include "record.hpp"

namespace arrears::python {

using PrincipalBy = InterestColumns::PrincipalBy;

template <>
struct Words<RoundHalf> {
  static constexpr std::pair<const char*, RoundHalf> all[] = {{"half_up", RoundHalf::up},
                                                              {"half_even", RoundHalf::even}};
};
template <>
struct Words<PrincipalBy> {
  static constexpr std::pair<const char*, PrincipalBy> all[] = {{"row", PrincipalBy::row},
                                                                {"case", PrincipalBy::whole_case}};
};

namespace {

constexpr const char* interest_doc = R"(
Interest of many cases in one call: exact over all rows of a case, rounded once.

A row is a stretch of days with one rate. Columns are arrays of whole numbers, handed over without a
copy where they have the type given here (others are copied): what speaks Arrow's C data interface
(`__arrow_c_array__`), or the buffer protocol (array.array, numpy arrays, memoryview). Floats are a
TypeError.

principal   int64, minor units, at most 10**15 either way; one a row, or one a case with
            principal_by="case"
start       int32, first day that bears interest, in days since 1970-01-01 (date32 of Arrow, or
            datetime64[D] of numpy as int32): 1900-01-01 to 2200-12-31
until       int32, last day that bears interest; not before start
rate_ppm    int32, parts per million a year: 117500 is 11.75 %
day_count   a name for all rows, or a column of uint8: 0 act_act (ISDA), 1 act_365 (fixed),
            2 act_360, 3 thirty_360 (30E/360)
offsets     int32, case i is the rows offsets[i] up to offsets[i + 1], as in a list column of
            Arrow; None: each row is a case
rounding    "half_up" (away from zero, as the ledger books) or "half_even"
exact       also the exact amounts

Raises TypeError for what is no column of whole numbers, Invalid and LimitError (both ValueError)
with the first row or case at fault, counted from 0: lengths that do not match, days, nulls,
interest of a case that is not below 2**62 minor units. Nothing is returned then. Runs without the
GIL; any thread may call it; the columns must not change until it returns.)";

struct Amounts {
  Int64Column booked;
  std::optional<Int64Column> whole, rest;
};

Int64Column column_of(std::vector<std::int64_t> values) {
  return {std::make_shared<const std::vector<std::int64_t>>(std::move(values))};
}

// Without the GIL.
Result<Amounts> reckon(const InterestColumns& columns, const InterestOptions& options) {
  Result<InterestAmounts> found = interest(columns, options);
  if (!found) return unexpected(found.error());
  Amounts out;
  out.booked = column_of(std::move(found->booked));
  if (!options.exact) return out;
  std::vector<std::int64_t> whole, rest;
  whole.reserve(found->exact.size());
  rest.reserve(found->exact.size());
  for (const Int128 exact : found->exact) {
    const auto cut = static_cast<std::int64_t>(exact / InterestAmounts::scale);
    const auto left = static_cast<std::int64_t>(exact % InterestAmounts::scale);
    whole.push_back(left < 0 ? cut - 1 : cut);
    rest.push_back(left < 0 ? left + InterestAmounts::scale : left);
  }
  out.whole = column_of(std::move(whole));
  out.rest = column_of(std::move(rest));
  return out;
}

Amounts interest_of(py::handle principal, py::handle start, py::handle until, py::handle rate_ppm,
                    py::handle day_count, const py::object& offsets, PrincipalBy principal_by,
                    RoundHalf rounding, bool exact) {
  std::vector<std::int64_t> principal_copy;
  std::vector<std::int32_t> start_copy, until_copy, rate_copy, offsets_copy;
  std::vector<std::uint8_t> count_copy;
  std::vector<DayCount> counts;
  const RawColumn principal_raw(principal, "principal", false), start_raw(start, "start", true),
      until_raw(until, "until", true), rate_raw(rate_ppm, "rate_ppm", false);
  std::optional<RawColumn> offsets_raw, count_raw;
  InterestColumns columns{.principal = principal_raw.as(principal_copy),
                          .principal_by = principal_by,
                          .from = start_raw.as(start_copy),
                          .until = until_raw.as(until_copy),
                          .rate_ppm = rate_raw.as(rate_copy)};
  if (py::isinstance<py::str>(day_count)) {
    counts = {word_from<DayCount>(day_count)};
    columns.day_count = counts;
  } else {
    const auto codes = count_raw.emplace(day_count, "day_count", false).as(count_copy);
    static_assert(sizeof(DayCount) == 1);
    columns.day_count = {reinterpret_cast<const DayCount*>(codes.data()), codes.size()};
    if (codes.size() == 1 && columns.from.size() != 1) {
      throw Failure{{ErrorCode::invalid, "day_count has 1 entries for " +
                                             std::to_string(columns.from.size()) + " rows"}};
    }
  }
  if (!offsets.is_none()) {
    columns.offsets = offsets_raw.emplace(offsets, "offsets", false).as(offsets_copy);
    if (columns.offsets.empty()) {
      throw Failure{{ErrorCode::invalid, "offsets is empty: no cases are the one offset 0"}};
    }
  }
  Result<Amounts> found = [&] {
    py::gil_scoped_release others;
    return reckon(columns, {.half = rounding, .exact = exact});
  }();
  return take(std::move(found));
}

std::size_t index_of(const Int64Column& self, py::ssize_t index) {
  const auto size = static_cast<py::ssize_t>(self.values->size());
  if (index < 0) index += size;
  if (index < 0 || index >= size) throw py::index_error("there is no such entry");
  return static_cast<std::size_t>(index);
}

void bind_column(py::module_& module) {
  py::class_<Int64Column>(module, "Int64Column", py::buffer_protocol(),
                          "Whole numbers, read only: by index, as a buffer (memoryview, "
                          "numpy.asarray), or as an array of Arrow (pyarrow.array). Any thread.")
      .def_buffer([](Int64Column& self) {
        return py::buffer_info(self.values->data(), static_cast<py::ssize_t>(self.values->size()));
      })
      .def("__len__", [](const Int64Column& self) { return self.values->size(); })
      .def("__getitem__", [](const Int64Column& self,
                             py::ssize_t index) { return (*self.values)[index_of(self, index)]; })
      .def(
          "__arrow_c_array__",
          [](const Int64Column& self, const py::object&) { return arrow_of(self); },
          py::arg("requested_schema") = py::none());
}

}  // namespace

void bind_interest(py::module_& module) {
  bind_column(module);
  py::class_<Amounts>(module, "InterestAmounts",
                      "Interest by case. The exact amount of case i is exact_whole[i] + "
                      "exact_rest[i] / scale minor units.")
      .def_property_readonly_static("scale",
                                    [](const py::object&) { return InterestAmounts::scale; })
      .def_property_readonly("booked", [](const Amounts& self) { return self.booked; })
      .def_property_readonly("exact_whole", [](const Amounts& self) { return self.whole; })
      .def_property_readonly("exact_rest", [](const Amounts& self) { return self.rest; });
  module.def("interest", &interest_of, py::arg("principal"), py::arg("start"), py::arg("until"),
             py::arg("rate_ppm"), py::kw_only(), py::arg("day_count") = "act_act",
             py::arg("offsets") = py::none(), py::arg("principal_by") = PrincipalBy::row,
             py::arg("rounding") = RoundHalf::up, py::arg("exact") = false, interest_doc);
}

}  // namespace arrears::python
