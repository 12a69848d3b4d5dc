#pragma once
// Checks the gradient of a study's network by nudging its parameters. A child process does it.
#include <cstdint>
#include <string>
#include <vector>

#include "inspect/subject.hpp"
#include "nn/gradient_check.hpp"

namespace ice::inspect {

struct GradientReport {
  std::vector<nn::MatrixCheck> matrices;  ///< W[1], b[1] ... W[L], b[L]
  std::uint64_t columns = 0;              ///< samples of the batch, the first of training
  bool is_fused = false;                  ///< the loss is computed from Z[L]

  /// The last layer of which W or b does not hold; 0: all hold. The error comes into the gradient
  /// there, because what layers behind it pass back is right.
  [[nodiscard]] std::uint64_t last_wrong_layer() const;
};

/// In double, whatever the study trains in, over at most 64 samples of the first batch, with the
/// subject's regularization and label smoothing. Throws as subject_of_cell(), Bench and
/// nn::check_gradients() do.
[[nodiscard]] GradientReport check_gradients(const Subject& subject, std::uint64_t entries);

/// The plugins that a wrong gradient in layer l may come from, most likely first: "activation
/// acme/swish". Those of others stand before the core's.
[[nodiscard]] std::vector<std::string> suspects(const Subject& subject,
                                                const GradientReport& report);

/// argv[1] of the child (base::ask_child). REQUIRES: main() of every program that calls
/// check_gradients() returns what gradients_main() returns when argv[1] is this role.
inline constexpr const char* kGradientsRole = "__gradients";
int gradients_main(int argc, char** argv);

}  // namespace ice::inspect
