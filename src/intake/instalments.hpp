// Instalment plans and offers of them: several rows make one.
#ifndef ARREARS_SRC_INTAKE_INSTALMENTS_HPP
#define ARREARS_SRC_INTAKE_INSTALMENTS_HPP

#include <intake/row.hpp>
#include <set>

namespace arrears::intake {

class InstalmentRows {
 public:
  InstalmentRows(ImportKind kind, Date today)
      : offered_(kind == ImportKind::offers), today_(today) {}
  void add(RowReader& row, std::size_t index);
  // The plans or offers as facts. A plan of which one row is wrong is rejected whole.
  void finish(ImportOutcome& out, std::string_view because);

 private:
  struct Row {
    std::string group;
    Fact fact;  // with one instalment
    std::size_t index = 0;
  };
  bool offered_;
  Date today_;
  std::vector<Row> rows_;
  std::set<std::string> spoilt_;
};

Fact read_promise(RowReader& row, Date today);

}  // namespace arrears::intake

#endif
