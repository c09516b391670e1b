// Rows of any bytes: each has a verdict, and rejected ones come back from the file of rejects.
#include <arrears/intake/import.hpp>

#include "fuzz.hpp"

using namespace arrears;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const auto kind = static_cast<ImportKind>(data[0] % 10);
  Mapping mapping;
  mapping.delimiter = ",;|\t"[data[1] % 4];
  mapping.encoding = data[1] & 4 ? "cp1250" : "utf-8";
  mapping.dates = static_cast<DateOrder>(data[1] / 8 % 3);
  mapping.decimal = data[1] & 64 ? ',' : '.';
  mapping.values = {{"currency", "CZK"}, {"plan", "p"}};
  ImportOptions options;
  options.today = Date{2026, 9, 9};
  options.limits.bytes = 1u << 16;
  const auto read = read_rows(kind, fuzz::text(data + 2, size - 2), mapping, options);
  if (!read) {
    fuzz::hold(!read.error().message.empty());
    return 0;
  }
  fuzz::hold(read->facts.size() == read->rows.size());
  for (const auto& rows : read->rows) {
    for (const std::size_t row : rows) fuzz::hold(row < read->verdicts.size());
  }
  if (read->rejected() == 0) return 0;
  mapping.encoding = "utf-8";
  options.limits.bytes *= 16;  // each row has its reason beside it
  const auto again = read_rows(kind, read->rejected_csv(mapping), mapping, options);
  fuzz::hold(again && again->verdicts.size() == read->rejected());
  return 0;
}
