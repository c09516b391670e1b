#ifndef ARREARS_SRC_DECIDE_VIEW_DATA_HPP
#define ARREARS_SRC_DECIDE_VIEW_DATA_HPP

#include <decide/sight.hpp>

namespace arrears {

struct View::Data {
  Sight sight;
};

// The sight of a view under a rulebook. Derived values stay with the view, so that a look, a
// decision and a next change of one case compute a balance once.
Sight& sight_of(const View& view, const RulebookData& rules);

}  // namespace arrears

#endif
