// Names of things. Ids are opaque texts of the host; each kind is its own type.
#ifndef ARREARS_MODEL_IDS_HPP
#define ARREARS_MODEL_IDS_HPP

#include <compare>
#include <cstdint>
#include <string>

namespace arrears {

// At most 128 bytes of UTF-8 without control characters; checked where facts come in.
template <class Tag>
struct Id {
  std::string value{};
  bool empty() const { return value.empty(); }
  friend auto operator<=>(const Id&, const Id&) = default;
};

using TenantId = Id<struct TenantTag>;
using ActorId = Id<struct ActorTag>;
using PersonId = Id<struct PersonTag>;
using CaseId = Id<struct CaseTag>;
using ClaimId = Id<struct ClaimTag>;
using CreditorId = Id<struct CreditorTag>;
using MandateId = Id<struct MandateTag>;
using SourceId = Id<struct SourceTag>;  // of payments: a bank account, a cash desk
using FactKey = Id<struct FactTag>;     // unique in the tenant; makes repeated imports harmless
using OrderKey = Id<struct OrderTag>;   // 32 hexadecimal digits, see model/contact.hpp
using SendingKey = Id<struct SendingTag>;

// Who acts, and for which tenant: on every command and in every entry.
struct Caller {
  TenantId tenant{};
  ActorId actor{};
};

// Where rows live. Persons, with their cases, are spread over shards; nothing crosses a tenant.
struct Shard {
  TenantId tenant{};
  std::uint32_t number = 0;
  friend auto operator<=>(const Shard&, const Shard&) = default;
};

}  // namespace arrears

#endif
