// A plan as a diagram: its states and the lines that lead from one to another.
#ifndef ARREARS_LANGUAGE_GRAPH_HPP
#define ARREARS_LANGUAGE_GRAPH_HPP

#include <arrears/base/result.hpp>
#include <arrears/rulebook/rulebook.hpp>
#include <string_view>

namespace arrears {

enum class GraphFormat : std::uint8_t {
  dot,     // for Graphviz
  mermaid  // a state diagram, for pages that draw it
};

// One plan of the rulebook; an empty name stands for its only one. Arrows bear the lines as they
// are written; lines of `everywhere` leave a box of their own. ErrorCode::not_found when there is
// no such plan or several to choose from. Thread-safe.
ARREARS_API Result<std::string> graph(const Rulebook& rulebook, std::string_view plan,
                                      GraphFormat format);

}  // namespace arrears

#endif
