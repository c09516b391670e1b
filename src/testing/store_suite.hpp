// The parts of the contract suite of stores, see testing/store_contract.hpp.
#ifndef ARREARS_SRC_TESTING_STORE_SUITE_HPP
#define ARREARS_SRC_TESTING_STORE_SUITE_HPP

#include <arrears/testing/store_contract.hpp>
#include <testing/batch_maker.hpp>

namespace arrears::testing {

class StoreSuite {
 public:
  explicit StoreSuite(const StoreFactory& factory) : factory_(factory) {}
  std::vector<std::string> run();

 private:
  void inbox();  // store_suite_facts.cpp
  void inbox_marks();
  void commits();  // store_suite_commit.cpp
  void commit_is_all_or_none();
  void looks();
  void chains();
  void private_rows();
  void due_order();  // store_suite_queries.cpp
  void cursors();
  void lookups();
  void searches();
  void leases();
  void archives();
  void shards_and_tenants();
  void reopening();  // store_suite_script.cpp
  void generated(std::uint64_t seed);
  void engines();  // store_suite_engine.cpp

  bool expect(bool condition, const std::string& what) {
    if (!condition) failures_.push_back(part_ + ": " + what);
    return condition;
  }
  template <class T>
  bool expect_error(const Result<T>& result, ErrorCode code, const std::string& what) {
    return expect(!result && result.error().code == code, what);
  }
  template <class T>
  bool expect_ok(const Result<T>& result, const std::string& what) {
    return expect(result.has_value(),
                  what + (result ? std::string{} : ": " + result.error().message));
  }
  // Commits and, when that works, lets the maker go on from there.
  bool commit(Store& store, BatchMaker& maker, const WriteBatch& batch) {
    if (!expect_ok(store.commit(maker.shard(), batch), "a sound commit is refused")) return false;
    maker.accept(batch);
    return true;
  }

  const StoreFactory& factory_;
  std::string part_;
  std::vector<std::string> failures_;
};

// Small fixed facts and instants.
Fact note(const std::string& key, const std::string& text = "call back");
inline constexpr Instant noon{1'789'000'000};

}  // namespace arrears::testing

#endif
