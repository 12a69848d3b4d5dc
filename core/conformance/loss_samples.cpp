#include "conformance/loss_samples.hpp"

#include "base/error.hpp"

namespace ice::conformance {
namespace {

constexpr double kSpread = 2;

// The numbers rounded to float, in either type: near a = 1, log(1 - a) changes with the rounding.
template <class T>
arma::Mat<T> rounded(const arma::mat& A) {
  return arma::conv_to<arma::Mat<T>>::from(arma::conv_to<arma::fmat>::from(A));
}

// Columns of positive numbers whose sum is below 1. They are probabilities both of classes that
// exclude each other and of classes that do not.
template <class T>
arma::Mat<T> random_probabilities(base::Stream& stream, arma::uword rows, arma::uword cols) {
  arma::mat A = arma::exp(random_matrix<double>(stream, rows, cols));
  const arma::mat sums = arma::sum(A, 0) + 1;
  A.each_row() /= sums;
  return rounded<T>(A);
}

// Outputs of the activation of the loss's fused form, and labels.
template <class T>
LossSample<T> composed_sample(const plugin::Recipe& activation, Sample sample) {
  sample.spread = kSpread;  // for larger z the outputs are 1 in float
  const LossSample<double> s = fused_sample<double>(sample);
  arma::mat A(arma::size(s.X));
  plugin::Activation(plugin::create(activation)).forward(s.X, A);
  return {rounded<T>(A), rounded<T>(s.Y)};
}

// The loss of one sample with one output; NaN when the plugin reports an error.
double value_at(const plugin::Loss& loss, double a, double y) {
  const arma::mat A(1, 1, arma::fill::value(a)), Y(1, 1, arma::fill::value(y));
  arma::mat per_sample(1, 1);
  try {
    loss.value(A, Y, per_sample);
    return per_sample[0];
  } catch (const base::PluginError&) {
    return arma::datum::nan;
  }
}

}  // namespace

template <class T>
arma::Mat<T> random_labels(base::Stream& stream, arma::uword rows, arma::uword cols) {
  arma::Mat<T> Y(rows, cols, arma::fill::zeros);
  for (arma::uword j = 0; j < cols; ++j) {
    const arma::uword label = stream.below(rows == 1 ? 2 : rows);
    if (label < rows) Y(label, j) = 1;
  }
  return Y;
}

bool takes_real_predictions(const plugin::Loss& loss) {
  const double at_1 = value_at(loss, -1, 1), at_2 = value_at(loss, -2, 1);
  return std::isfinite(at_1) && std::isfinite(at_2) && at_1 != at_2;
}

bool takes_real_targets(const plugin::Loss& loss) {
  return takes_real_predictions(loss) && std::isfinite(value_at(loss, 1.5, -0.75)) &&
         std::isfinite(value_at(loss, -0.5, 2.25));
}

template <class T>
std::vector<LossSample<T>> loss_samples(const Subject& subject, const Made& plugin,
                                        const Sample& sample) {
  const arma::uword rows = sample.rows, cols = sample.cols;
  const plugin::Loss loss(plugin);
  base::Stream stream(sample.seed, base::Purpose::kData);
  std::vector<LossSample<T>> samples{
      {random_probabilities<T>(stream, rows, cols), random_labels<T>(stream, rows, cols)}};
  if (takes_real_predictions(loss)) {
    samples.push_back({random_matrix<T>(stream, rows, cols, kSpread),
                       takes_real_targets(loss) ? random_matrix<T>(stream, rows, cols, kSpread)
                                                : random_labels<T>(stream, rows, cols)});
  }
  if (subject.fused) samples.push_back(composed_sample<T>(*subject.fused, sample));
  return samples;
}

template <class T>
LossSample<T> fused_sample(const Sample& sample) {
  base::Stream stream(sample.seed, base::Purpose::kData, 1);
  const arma::Mat<T> Z = random_matrix<T>(stream, sample.rows, sample.cols, sample.spread);
  return {Z, random_labels<T>(stream, sample.rows, sample.cols)};
}

template arma::fmat random_labels(base::Stream&, arma::uword, arma::uword);
template arma::mat random_labels(base::Stream&, arma::uword, arma::uword);
template std::vector<LossSample<float>> loss_samples(const Subject&, const Made&, const Sample&);
template std::vector<LossSample<double>> loss_samples(const Subject&, const Made&, const Sample&);
template LossSample<float> fused_sample(const Sample&);
template LossSample<double> fused_sample(const Sample&);

}  // namespace ice::conformance
