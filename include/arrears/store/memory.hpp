// The store in memory: tests, what-if, and the reference that every other store is compared with.
#ifndef ARREARS_STORE_MEMORY_HPP
#define ARREARS_STORE_MEMORY_HPP

#include <arrears/spi/store.hpp>
#include <memory>

namespace arrears::memory {

// Any number of tenants and shards, each made by the first write to it. Gone when destroyed.
ARREARS_API std::unique_ptr<Store> store();

}  // namespace arrears::memory

#endif
