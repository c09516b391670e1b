// Claims: a row each, grouped into the cases that they open.
#ifndef ARREARS_SRC_INTAKE_CLAIMS_HPP
#define ARREARS_SRC_INTAKE_CLAIMS_HPP

#include <intake/row.hpp>
#include <set>

namespace arrears::intake {

inline constexpr std::string_view with_its_case =
    "another row of the same case is rejected; mend it and import them together";

// What one row of claims says, before rows are grouped into cases.
struct ClaimRow {
  Claim claim;
  CaseId case_id;
  std::string plan;
  CreditorId creditor;
  MandateId mandate;
  std::string portfolio, batch;
  FieldValues fields;
  PersonStated person;
  std::string group;
  Date opened;
  std::size_t row = 0;
};

class ClaimRows {
 public:
  ClaimRows(const Mapping& mapping, const ImportOptions& options)
      : mapping_(mapping), options_(options) {}
  void add(RowReader& row, std::size_t index);
  // The cases as facts. Those of which one row is wrong are rejected whole.
  void finish(ImportOutcome& out);

 private:
  const Mapping& mapping_;
  const ImportOptions& options_;
  std::vector<ClaimRow> rows_;
  std::set<std::string> claim_ids_, spoilt_;  // ids seen, cases with a row that is wrong
};

}  // namespace arrears::intake

#endif
