// How far collection has come: each state of a plan names its phase.
#ifndef ARREARS_MODEL_PHASE_HPP
#define ARREARS_MODEL_PHASE_HPP

#include <cstdint>

namespace arrears {

enum class Phase : std::uint8_t {
  none,
  monitoring,
  early,
  soft,
  hard,
  pre_legal,
  legal,
  enforcement
};

}  // namespace arrears

#endif
