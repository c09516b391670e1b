// The contract suite of stores: what the library relies on, run against a store of the host's own.
//
//   int main() {
//     return arrears::testing::store_contract([] { return std::make_unique<ErpStore>(); });
//   }
#ifndef ARREARS_TESTING_STORE_CONTRACT_HPP
#define ARREARS_TESTING_STORE_CONTRACT_HPP

#include <arrears/spi/store.hpp>
#include <functional>
#include <memory>

namespace arrears::testing {

struct StoreFactory {
  // A new and empty store. Called many times; at most one of its stores lives at a time.
  std::function<std::unique_ptr<Store>()> make{};
  // The store that the last one of `make` left behind when it was destroyed. Empty: nothing stays.
  std::function<std::unique_ptr<Store>()> reopen{};
};

// A line for each promise that the store breaks; empty when it keeps them all. The suite compares
// every answer with those of the memory store, over fixed scripts and generated ones, and the
// export of engines over it: undisturbed, with each of their calls failing or the process dying at
// it, and two of them on one shard.
ARREARS_API std::vector<std::string> check_store(const StoreFactory& factory);

// Prints what check_store found to standard error. 0 when there is nothing, else 1.
ARREARS_API int store_contract(const StoreFactory& factory);
ARREARS_API int store_contract(std::function<std::unique_ptr<Store>()> make);

}  // namespace arrears::testing

#endif
