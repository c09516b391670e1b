// A stored case with everything that a look at it reads, for queries.
#ifndef ARREARS_SRC_ENGINE_SEEN_HPP
#define ARREARS_SRC_ENGINE_SEEN_HPP

#include <engine/shell.hpp>

namespace arrears::engine {

// A case as stored, with what a look at it borrows.
struct Seen {
  Case value;
  const Rulebook* rules = nullptr;
  std::optional<CaseRow> row;
  std::optional<Person> debtor;
  std::vector<Person> others;
  std::vector<Case> siblings;
  ShardState state;

  View view(const Shell& shell, Date day) const {
    LookAt at;
    at.debtor = debtor ? &*debtor : nullptr;
    for (const Person& other : others) at.others.push_back(&other);
    for (const Case& sibling : siblings) at.siblings.push_back(&sibling);
    at.payments_complete = earliest_complete(state.payments_complete);
    return look(value, shell.law, day, at);
  }
};

// not_found when there is no such case.
Result<Seen> see(Shell& shell, const CaseId& id);

}  // namespace arrears::engine

#endif
