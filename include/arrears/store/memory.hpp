// The store in memory: tests, what-if, and the reference that every other store is compared with.
#ifndef ARREARS_STORE_MEMORY_HPP
#define ARREARS_STORE_MEMORY_HPP

#include <arrears/spi/store.hpp>
#include <memory>

namespace arrears::memory {

// Any number of tenants and shards, each made by the first write to it. Gone when destroyed.
ARREARS_API std::unique_ptr<Store> store();

// Where one shard of another store stands, to go on from without touching it: for forecasts. Rows
// are copied, what is past is read from the source when it is asked for. The source is borrowed and
// must neither change nor go as long as the copy is there.
ARREARS_API Result<std::unique_ptr<Store>> copy_of(Store& source, const Shard& shard);

}  // namespace arrears::memory

#endif
