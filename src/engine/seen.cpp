#include <engine/seen.hpp>

#include <iterator>

namespace arrears::engine {

Result<Seen> see(Shell& shell, const CaseId& id) {
  Seen out;
  Result<std::optional<CaseRow>> row = shell.store->load_case(shell.shard, id);
  if (!row) return unexpected(row.error());
  if (!row->has_value()) return unexpected(ErrorCode::not_found, "there is no case " + id.value);
  out.row = *row;
  Result<Case> value = decode_case(out.row->value);
  if (!value) return unexpected(value.error());
  out.value = *std::move(value);
  Result<const Rulebook*> rules = shell.rulebook_of(out.value.rulebook);
  if (!rules) return unexpected(rules.error());
  out.rules = *rules;
  Result<std::optional<Person>> debtor = shell.store->load_person(shell.shard, out.value.debtor);
  if (!debtor) return unexpected(debtor.error());
  out.debtor = *std::move(debtor);
  const auto add_others = [&](const Case& of) -> Result<Unit> {
    Result<std::vector<Person>> others = load_others(*shell.store, shell.shard, of);
    if (!others) return unexpected(others.error());
    std::move(others->begin(), others->end(), std::back_inserter(out.others));
    return Unit{};
  };
  if (Result<Unit> added = add_others(out.value); !added) return unexpected(added.error());
  if (out.row->reads_person) {
    Result<std::vector<CaseRow>> rows = shell.store->cases_of(shell.shard, out.value.debtor);
    if (!rows) return unexpected(rows.error());
    for (const CaseRow& one : *rows) {
      if (one.id == id) continue;
      Result<Case> other = decode_case(one.value);
      if (!other) return unexpected(other.error());
      if (Result<Unit> added = add_others(*other); !added) return unexpected(added.error());
      out.siblings.push_back(*std::move(other));
    }
  }
  Result<ShardState> state = shell.store->state(shell.shard);
  if (!state) return unexpected(state.error());
  out.state = *std::move(state);
  return out;
}

}  // namespace arrears::engine
