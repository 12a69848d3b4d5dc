#pragma once
// Predictions and targets to test a loss with. A loss need not declare which predictions it
// accepts, so the tests find out: probabilities suit every loss, real numbers only one that gives
// different finite values for -1 and -2 (a cross-entropy gives NaN there, or clips both).
#include <armadillo>
#include <vector>

#include "conformance/call.hpp"
#include "conformance/plugin_under_test.hpp"
#include "plugin/functions.hpp"

namespace ice::conformance {

/// Predictions or pre-activations X, and targets Y. Both (n_y, m).
template <class T>
struct LossSample {
  arma::Mat<T> X, Y;
};

/// Random labels: each column has a single 1 and is 0 elsewhere; one row has 0 or 1 in each column.
template <class T>
[[nodiscard]] arma::Mat<T> random_labels(base::Stream& stream, arma::uword rows, arma::uword cols);

/// Whether the loss accepts every real number as a prediction, when targets are labels.
[[nodiscard]] bool takes_real_predictions(const plugin::Loss& loss);
/// Whether the loss accepts every real number as a prediction and as a target.
[[nodiscard]] bool takes_real_targets(const plugin::Loss& loss);

/// One sample for each kind of prediction that the loss accepts: probabilities, real numbers, and
/// outputs of the activation of its fused form.
template <class T>
[[nodiscard]] std::vector<LossSample<T>> loss_samples(const Subject& subject, const Made& plugin,
                                                      const Sample& sample);

/// Pre-activations and labels for the fused form.
template <class T>
[[nodiscard]] LossSample<T> fused_sample(const Sample& sample);

}  // namespace ice::conformance
