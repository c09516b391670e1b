#include <arrears/testing/store_contract.hpp>
#include <testing/store_suite.hpp>

#include <cstdio>

namespace arrears::testing {

Fact note(const std::string& key, const std::string& text) {
  NoteMade made;
  made.case_id = {"C-1"};
  made.text = text;
  return {{key}, Date::from_number(20'000), made};
}

std::vector<std::string> StoreSuite::run() {
  const std::pair<const char*, void (StoreSuite::*)()> parts[] = {
      {"inbox", &StoreSuite::inbox},
      {"inbox marks", &StoreSuite::inbox_marks},
      {"commits", &StoreSuite::commits},
      {"all or none", &StoreSuite::commit_is_all_or_none},
      {"looks", &StoreSuite::looks},
      {"chains", &StoreSuite::chains},
      {"private rows", &StoreSuite::private_rows},
      {"due order", &StoreSuite::due_order},
      {"cursors", &StoreSuite::cursors},
      {"look-ups", &StoreSuite::lookups},
      {"search", &StoreSuite::searches},
      {"leases", &StoreSuite::leases},
      {"archive", &StoreSuite::archives},
      {"shards and tenants", &StoreSuite::shards_and_tenants},
      {"reopening", &StoreSuite::reopening},
      {"engines", &StoreSuite::engines}};
  for (const auto& [name, part] : parts) {
    part_ = name;
    (this->*part)();
  }
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    part_ = "generated script " + std::to_string(seed);
    generated(seed);
  }
  return std::move(failures_);
}

std::vector<std::string> check_store(const StoreFactory& factory) {
  return StoreSuite(factory).run();
}

int store_contract(const StoreFactory& factory) {
  const std::vector<std::string> failures = check_store(factory);
  for (const std::string& failure : failures) std::fprintf(stderr, "%s\n", failure.c_str());
  std::fprintf(stderr, "store contract: %zu broken promises\n", failures.size());
  return failures.empty() ? 0 : 1;
}

int store_contract(std::function<std::unique_ptr<Store>()> make) {
  return store_contract(StoreFactory{std::move(make), {}});
}

}  // namespace arrears::testing
