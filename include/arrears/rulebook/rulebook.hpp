// Rulebook: compiled plans, tables, terms, templates and tests. Immutable; copies share it; any
// thread may read. Made by compile() (language/compile.hpp).
#ifndef ARREARS_RULEBOOK_RULEBOOK_HPP
#define ARREARS_RULEBOOK_RULEBOOK_HPP

#include <arrears/base/hash.hpp>
#include <arrears/model/contact.hpp>
#include <arrears/model/diagnostic.hpp>
#include <arrears/time/date.hpp>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace arrears {

struct RulebookData;  // src/rulebook/data.hpp

// A channel that the rules send by, and the receipts that they rely on.
struct ChannelPromise {
  std::string name{};
  Receipt reports = Receipt::none;
};

class ARREARS_API Rulebook {
 public:
  Rulebook();  // no plans
  explicit Rulebook(std::shared_ptr<const RulebookData> data);

  // Covers plans, tables, templates, lists and names of packs, not their data.
  const Hash& hash() const;
  std::vector<std::string> plans() const;        // names, in order of the files
  std::vector<ChannelPromise> channels() const;  // in order of declaration
  // Sources, so that the store can keep it and compile it again.
  Bytes archive() const;
  // Warnings of compiling.
  const std::vector<Diagnostic>& diagnostics() const;
  const RulebookData& data() const { return *data_; }

 private:
  std::shared_ptr<const RulebookData> data_;
};

}  // namespace arrears

#endif
