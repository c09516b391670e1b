// What the demo says at the end, counted from the journal.
#pragma once

#include <arrears/spi/store.hpp>

#include <map>
#include <string>

namespace demo {

struct Summary {
  std::size_t invoices = 0;
  std::map<int, std::map<std::string, std::size_t>> messages;  // step -> channel -> sent
  std::map<int, std::size_t> cancelled;                        // step -> ordered, never sent
  std::size_t tasks = 0;
  std::map<std::string, std::size_t> paid_after;  // last step that took place, or none
  arrears::Money open_debt{0, arrears::Currency{"USD"}};
  std::int64_t days_sales_outstanding_hundredths = 0;
};

arrears::Result<Summary> summarise(arrears::Store& store, const arrears::TenantId& tenant);
std::string json_of(const Summary& summary);
std::string text_of(const Summary& summary);

}  // namespace demo
