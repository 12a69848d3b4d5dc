#pragma once
// What a loss may be given. It does not declare its domain, so that is found out: probabilities
// suit every loss, real numbers those that tell -1 from -2 (a cross-entropy gives NaN there, or has
// cut both off).
#include <armadillo>
#include <vector>

#include "conformance/call.hpp"
#include "conformance/subject.hpp"
#include "plugin/functions.hpp"

namespace ice::conformance {

/// Predictions or pre-activations X, and targets Y; both (n_y, m).
template <class T>
struct LossSample {
  arma::Mat<T> X, Y;
};

/// One in each column, elsewhere 0; of a single row: 0 or 1.
template <class T>
[[nodiscard]] arma::Mat<T> random_labels(base::Stream& stream, arma::uword rows, arma::uword cols);

/// Whether the loss takes any real number as prediction, with labels as targets.
[[nodiscard]] bool takes_real_predictions(const plugin::Loss& loss);
/// And any real number as target too.
[[nodiscard]] bool takes_real_targets(const plugin::Loss& loss);

/// Predictions of every kind that the loss takes: probabilities, real numbers, and what the
/// activation that it is fused with gives.
template <class T>
[[nodiscard]] std::vector<LossSample<T>> loss_samples(const Subject& subject, const Made& plugin,
                                                      const Sample& sample);

/// Pre-activations.
template <class T>
[[nodiscard]] LossSample<T> fused_sample(const Sample& sample);

}  // namespace ice::conformance
