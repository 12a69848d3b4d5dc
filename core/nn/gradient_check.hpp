#pragma once
// Compares the gradient that backward computes with one made by nudging parameters, one after the
// other (course 2.6 and 4.5): what a wrong derivative in a plugin or in a block of backward shows.
#include <cstdint>
#include <vector>

#include "nn/batches.hpp"
#include "nn/network.hpp"

namespace ice::nn {

/// One parameter, J being the objective: the batch's mean loss with the L2 term.
struct NudgedEntry {
  std::uint64_t row = 0, col = 0;  ///< from 1
  double value = 0;
  double backward = 0;  ///< dJ by backward
  double nudged = 0;    ///< (J(w + 0.001) - J(w)) / 0.001, as in the notes
  double central = 0;   ///< (J(w + h) - J(w - h)) / 2h
  double error = 0;     ///< |backward - central| relative to the larger, rounding taken off
};

/// W[l] or b[l]. An entry holds when its error is at most 1e-5 for one of the steps h = cbrt(eps)
/// max(1, |w|), h / 8 and h / 64: smaller ones cross fewer kinks and err less where J bends
/// strongly. Where none does, it is at a kink when the slopes to both sides differ however small
/// the step is. The derivative is a choice there, as relu's at 0, and nothing is compared.
struct MatrixCheck {
  std::uint64_t l = 1;
  bool is_bias = false;
  std::uint64_t rows = 0, cols = 0;
  std::uint64_t checked = 0;          ///< entries that were nudged
  std::uint64_t kinks = 0;            ///< entries at a kink; `worst` is one of the others
  NudgedEntry worst;                  ///< the one with the largest error
  std::vector<NudgedEntry> examples;  ///< a few, those with the largest derivatives first
  bool is_flat = false;  ///< all derivatives are 0 within rounding, so that nothing was compared
  [[nodiscard]] bool holds() const;
};

struct GradientCheckOptions {
  std::uint64_t entries = 20;  ///< of each matrix at most: half of them those with the largest
                               ///< derivatives, the others drawn
  std::uint64_t examples = 3;  ///< MatrixCheck::examples
  std::uint64_t seed = 0;      ///< determines dropout masks, and which entries are drawn
};

/// Checks W[1], b[1] ... W[L], b[L] at the network's present parameters, which it leaves as they
/// are, over one batch. Dropout masks are those of training's first step. Throws UserError when J
/// is not finite, PluginError when a plugin's call fails.
[[nodiscard]] std::vector<MatrixCheck> check_gradients(Network<double>& network,
                                                       const Batch<double>& batch,
                                                       const GradientCheckOptions& options);

}  // namespace ice::nn
