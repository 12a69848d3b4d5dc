#pragma once
// The computation graph of one training step: which value is computed from which others, forward
// and backward, with every shape (course 2.5, 2.6 and 4.5). `ice plan --graph` prints it.
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
  std::uint64_t rows = 0, cols = 0;  ///< shape of the result
  std::string formula;               ///< "W[1] A[0] + b[1]"; * multiplies element by element
  std::string product;               ///< a matrix product's factors: "(4, 2) (2, 400)", or empty
  std::vector<std::string> inputs;   ///< what the formula reads: "W[1]", "A[0]", "b[1]"
};

/// The steps in the order in which they are computed. Each reads results of earlier steps, X, Y,
/// W[l], b[l] and, with dropout, D[l]. REQUIRES: the network has a layer.
[[nodiscard]] std::vector<GraphStep> computation_graph(const NetworkSummary& network);

}  // namespace ice::code
