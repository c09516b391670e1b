// Whole facts, one JSON object a line.
#include <arrears/intake/import.hpp>

#include <doctest/doctest.h>

using namespace arrears;

namespace {

ImportOutcome read(std::string_view text) {
  Result<ImportOutcome> out = read_rows(ImportKind::facts, text, {}, {});
  REQUIRE(out);
  return *std::move(out);
}

}  // namespace

TEST_CASE("facts are read line by line; a wrong one is rejected alone and can be mended") {
  const std::string good =
      R"({"key":"n:1","effective":"2026-09-01","what":{"type":"note_made","case_id":"A"}})";
  const std::string keyless = R"({"effective":"2026-09-01","what":{"type":"note_made"}})";
  const ImportOutcome out = read("# notes\n\n" + good + "\r\n" + keyless + "\n{\n" + good);
  REQUIRE(out.verdicts.size() == 4);
  CHECK(out.facts.size() == 2);
  CHECK(out.rejected() == 2);
  CHECK(out.verdicts[1].line == 4);
  CHECK(out.verdicts[1].reason == "`key` is missing");
  CHECK(out.verdicts[2].line == 5);
  CHECK(!out.verdicts[2].reason.empty());
  CHECK(out.rows[1] == std::vector<std::size_t>{3});
  const std::string rejects = out.rejected_csv({});
  CHECK(rejects == "# `key` is missing\n" + keyless + "\n# " + out.verdicts[2].reason + "\n{\n");
  CHECK(read(rejects).verdicts.size() == 2);
}
