#pragma once
// The computation graph of one training step on paper: what is computed from what, forward and
// backward, with every shape. (course 2.5, 2.6 and 4.5)
#include <cstdint>
#include <string>
#include <vector>

#include "code/network_summary.hpp"

namespace ice::code {

enum class Pass { kForward, kBackward, kUpdate };

/// One assignment: "Z[1] = W[1] A[0] + b[1]".
struct GraphStep {
  Pass pass = Pass::kForward;
  std::string result;                ///< "Z[1]"
  std::uint64_t rows = 0, cols = 0;  ///< of the result
  std::string formula;               ///< "W[1] A[0] + b[1]"; * is the product of elements
  std::string product;               ///< shapes of a matrix product's factors: "(4, 2) (2, 400)"
  std::vector<std::string> inputs;   ///< "W[1]", "A[0]", "b[1]": what the formula reads
};

/// The steps in the order in which they are computed; each reads results of earlier ones, X, Y,
/// W[l], b[l] and, with dropout, D[l].
[[nodiscard]] std::vector<GraphStep> computation_graph(const NetworkSummary& network);

}  // namespace ice::code
