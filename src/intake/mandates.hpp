// Terms of commission: a row is a band, several rows make the terms of a mandate.
#ifndef ARREARS_SRC_INTAKE_MANDATES_HPP
#define ARREARS_SRC_INTAKE_MANDATES_HPP

#include <intake/row.hpp>
#include <set>

namespace arrears::intake {

class MandateRows {
 public:
  explicit MandateRows(Date today) : today_(today) {}
  void add(RowReader& row, std::size_t index);
  // The terms as facts. Those of which one row is wrong are rejected whole.
  void finish(ImportOutcome& out);

 private:
  struct Row {
    std::string group;
    Fact fact;  // with one rule of one band
    std::size_t index = 0;
  };
  Date today_;
  std::vector<Row> rows_;
  std::set<std::string> spoilt_;
};

}  // namespace arrears::intake

#endif
