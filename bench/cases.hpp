// The generated cases of the workloads: splitmix64 from a fixed state, fields drawn in this order.
#pragma once

#include <arrears/base/int128.hpp>
#include <cmath>
#include <cstdint>
#include <vector>

namespace bench {

class Draws {
 public:
  explicit Draws(std::uint64_t state) : state_(state) {}
  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15ull;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
    return z ^ (z >> 31);
  }
  std::uint64_t below(std::uint64_t limit) {
    return static_cast<std::uint64_t>((arrears::UInt128{next()} * limit) >> 64);
  }
  double unit() { return static_cast<double>(next() >> 11) / 9007199254740992.0; }

 private:
  std::uint64_t state_;
};

// A column a field.
struct Cases {
  std::vector<std::int64_t> product, days_past_due, amount_minor, priority, risk_score,
      broken_promises, has_phone, has_email;
  std::size_t size() const { return product.size(); }
};

inline std::int64_t draw_days_past_due(Draws& draws) {
  const std::uint64_t band = draws.below(100);
  if (band < 5) return 0;
  if (band < 40) return 1 + static_cast<std::int64_t>(draws.below(30));
  if (band < 65) return 31 + static_cast<std::int64_t>(draws.below(60));
  if (band < 85) return 91 + static_cast<std::int64_t>(draws.below(90));
  return 181 + static_cast<std::int64_t>(draws.below(540));
}

inline std::int64_t draw_broken_promises(Draws& draws) {
  const std::uint64_t q = draws.below(100);
  constexpr std::uint64_t cumulative[] = {50, 70, 82, 90, 96, 100};
  std::int64_t count = 0;
  while (q >= cumulative[count]) ++count;
  return count;
}

inline Cases make_cases(std::size_t count) {
  Draws draws(20240601);
  Cases out;
  for (std::size_t i = 0; i < count; ++i) {
    out.product.push_back(static_cast<std::int64_t>(draws.below(40)));
    out.days_past_due.push_back(draw_days_past_due(draws));
    out.amount_minor.push_back(
        static_cast<std::int64_t>(std::floor(100.0 * std::pow(50000.0, draws.unit()))));
    out.priority.push_back(1 + static_cast<std::int64_t>(draws.below(5)));
    out.risk_score.push_back(static_cast<std::int64_t>(draws.below(1001)));
    out.broken_promises.push_back(draw_broken_promises(draws));
    out.has_phone.push_back(draws.below(100) < 85 ? 1 : 0);
    out.has_email.push_back(draws.below(100) < 70 ? 1 : 0);
  }
  return out;
}

}  // namespace bench
