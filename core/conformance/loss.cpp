// Tests that only losses have: their gradients, the fused form, the promised 0, and finite numbers
// when an output layer saturates.
#include "conformance/cases.hpp"
#include "conformance/compare.hpp"
#include "conformance/derivative.hpp"
#include "conformance/loss_samples.hpp"
#include "conformance/tests.hpp"
#include "plugin/functions.hpp"

namespace ice::conformance {
namespace {

constexpr double kComposed = 1e-6;  // tolerance between the fused form and the composed one

template <class T>
using Function = void (plugin::Loss::*)(const arma::Mat<T>&, const arma::Mat<T>&,
                                        arma::Mat<T>&) const;

template <class T>
arma::Mat<T> evaluated(const plugin::Loss& loss, Function<T> function, const arma::Mat<T>& X,
                       const arma::Mat<T>& Y, arma::uword rows) {
  arma::Mat<T> out(rows, X.n_cols);
  (loss.*function)(X, Y, out);
  return out;
}

// Requires that `gradient` is the derivative of `value`, which gives one number per sample.
void require_derivative(const plugin::Loss& loss, const LossSample<double>& s,
                        Function<double> value, Function<double> gradient, const char* names) {
  const arma::mat dX = evaluated(loss, gradient, s.X, s.Y, s.X.n_rows);
  const arma::mat ones(1, s.X.n_cols, arma::fill::ones);
  const MatrixFunction F = [&](const arma::mat& X) { return evaluated(loss, value, X, s.Y, 1); };
  const auto fault = find_gradient_fault(F, s.X, ones, dX);
  if (!fault) return;
  const arma::mat no_incoming(arma::size(dX), arma::fill::zeros);
  const std::string cause = likely_cause(s.X, dX, numeric_gradient(F, s.X, ones), no_incoming);
  throw Failed(fmt::format("at {} = {}, y = {} {} gives {}", names[0] == 'g' ? "a" : "z",
                           number(s.X[fault->worst]), number(s.Y[fault->worst]), names,
                           fault_text(*fault, cause)));
}

// Requires that the fused form equals value(g(Z)) and its gradient through g, where both are
// finite.
void require_composed(const Case& c, const plugin::Loss& loss, const LossSample<double>& s) {
  const plugin::Activation g(plugin::create(*c.subject.fused));
  arma::mat A(arma::size(s.X)), composed(arma::size(s.X));
  g.forward(s.X, A);
  g.backward(s.X, A, evaluated(loss, &plugin::Loss::gradient<double>, A, s.Y, A.n_rows), composed);
  const auto require = [](const char* name, const arma::mat& fused, const arma::mat& apart) {
    const auto i = first_beyond(fused, apart, kComposed);
    if (!i || !std::isfinite(fused[*i]) || !std::isfinite(apart[*i])) return;
    throw Failed(fmt::format("{} is {} where the loss of the activation's output has {}",
                             element(name, fused, *i), number(fused[*i]), number(apart[*i])));
  };
  require("fused_value", evaluated(loss, &plugin::Loss::fused_value<double>, s.X, s.Y, 1),
          evaluated(loss, &plugin::Loss::value<double>, A, s.Y, 1));
  require("fused_gradient",
          evaluated(loss, &plugin::Loss::fused_gradient<double>, s.X, s.Y, s.X.n_rows), composed);
}

// Requires that fused_gradient is the activation's output minus the labels.
void require_difference(const Case& c, const plugin::Loss& loss, const LossSample<double>& s) {
  const plugin::Activation g(plugin::create(*c.subject.fused));
  arma::mat A(arma::size(s.X));
  g.forward(s.X, A);
  const arma::mat difference = A - s.Y;
  const arma::mat given =
      evaluated(loss, &plugin::Loss::fused_gradient<double>, s.X, s.Y, s.X.n_rows);
  if (const auto i = first_beyond(given, difference, kComposed))
    throw Failed(fmt::format("ice::fused_difference is promised, and {} is {} where A - Y is {}",
                             element("fused_gradient", given, *i), number(given[*i]),
                             number(difference[*i])));
}

// Nine tenths of each label, and the rest evenly over the classes, as training.label_smoothing
// does.
LossSample<double> with_smoothed_labels(const LossSample<double>& s) {
  const double classes = s.Y.n_rows == 1 ? 2 : static_cast<double>(s.Y.n_rows);
  return {s.X, s.Y * 0.9 + 0.1 / classes};
}

template <class T>
void require_zero(const plugin::Loss& loss, const arma::Mat<T>& Y) {
  const double slack = sizeof(T) == sizeof(float) ? 1e-5 : 1e-6;  // clipping at 1e-7 is no fault
  const arma::Mat<T> per_sample = evaluated<T>(loss, &plugin::Loss::value<T>, Y, Y, 1);
  for (arma::uword j = 0; j < per_sample.n_elem; ++j) {
    if (std::abs(per_sample[j]) <= slack) continue;
    throw Failed(fmt::format("the loss of A = Y = {} is {}: ice::zero_at_target is promised",
                             column_text(Y, j), number(per_sample[j])));
  }
}

template <class T>
void require_finite(const plugin::Loss& loss, const char* name, Function<T> function,
                    const LossSample<T>& s, arma::uword rows, const char* x) {
  const arma::Mat<T> out = evaluated<T>(loss, function, s.X, s.Y, rows);
  const auto i = first_non_finite(out);
  if (!i) return;
  const arma::uword j = *i / out.n_rows;
  throw Failed(fmt::format("{} is {} where {} = {}, Y = {}", name, number(out[*i]), x,
                           column_text(s.X, j), column_text(s.Y, j)));
}

// All combinations of low, middle and high outputs with both labels.
template <class T>
LossSample<T> saturated(T low, T middle, T high) {
  const T l = low, m = middle, h = high;
  return {{{h, l, m, h, l, h}, {l, h, l, h, l, m}, {l, l, h, h, l, l}},
          {{1, 1, 1, 1, 1, 0}, {0, 0, 0, 0, 0, 1}, {0, 0, 0, 0, 0, 0}}};
}

template <class T>
void check_finite(const Case& c) {
  const plugin::Loss loss(c.plugin);
  const T z = sizeof(T) == sizeof(float) ? 60 : 800;
  const LossSample<T> extreme = saturated<T>(-z, 0, z);
  if (!loss.fuses().empty()) {
    require_finite<T>(loss, "fused_value", &plugin::Loss::fused_value<T>, extreme, 1, "Z");
    require_finite<T>(loss, "fused_gradient", &plugin::Loss::fused_gradient<T>, extreme, 3, "Z");
    return;
  }
  // The outputs of a sigmoid or softmax for such a z.
  const LossSample<T> s =
      takes_real_predictions(loss) ? extreme : saturated<T>(0, static_cast<T>(0.5), 1);
  require_finite<T>(loss, "value", &plugin::Loss::value<T>, s, 1, "A");
  require_finite<T>(loss, "gradient", &plugin::Loss::gradient<T>, s, 3, "A");
}

}  // namespace

Verdict loss_gradient(const Subject& subject) {
  in_each_case(subject, Types::kDouble, []<class T>(const Case& c) {
    const plugin::Loss loss(c.plugin);
    for (const arma::uword rows : {5U, 1U}) {  // many losses treat a single output separately
      for (const auto& s :
           loss_samples<double>(c.subject, c.plugin, {.rows = rows, .seed = c.seed}))
        require_derivative(loss, s, &plugin::Loss::value<double>, &plugin::Loss::gradient<double>,
                           "gradient");
    }
  });
  return {};
}

Verdict loss_zero(const Subject& subject) {
  if (!subject.promises("zero_at_target"))
    return {CheckOutcome::kSkipped, "zero_at_target is not promised"};
  in_each_case(subject, Types::kBoth, []<class T>(const Case& c) {
    const plugin::Loss loss(c.plugin);
    base::Stream stream(c.seed, base::Purpose::kData);
    require_zero(loss, random_labels<T>(stream, 5, 7));
    require_zero(loss, random_labels<T>(stream, 1, 9));
    if (takes_real_targets(loss)) require_zero(loss, random_matrix<T>(stream, 5, 7));
  });
  return {};
}

Verdict loss_fused(const Subject& subject) {
  if (subject.plugin.fuses.empty()) {
    if (subject.promises("fused_difference"))
      throw Failed("ice::fused_difference is promised, and it has no fused form");
    return {CheckOutcome::kSkipped, "it has no fused form"};
  }
  in_each_case(subject, Types::kDouble, []<class T>(const Case& c) {
    const plugin::Loss loss(c.plugin);
    const LossSample<double> s = fused_sample<double>({.seed = c.seed});
    require_derivative(loss, s, &plugin::Loss::fused_value<double>,
                       &plugin::Loss::fused_gradient<double>, "fused_gradient");
    if (!c.subject.fused) return;
    require_composed(c, loss, s);
    if (!c.subject.promises("fused_difference")) return;
    require_difference(c, loss, s);
    const LossSample<double> smoothed = with_smoothed_labels(s);  // as training.label_smoothing
    require_derivative(loss, smoothed, &plugin::Loss::fused_value<double>,
                       &plugin::Loss::fused_gradient<double>, "of smoothed labels fused_gradient");
    require_difference(c, loss, smoothed);
  });
  if (subject.fused) return {};
  return {CheckOutcome::kWarned, "its activation " + subject.plugin.fuses +
                                     " was not found: only fused_gradient was compared"};
}

Verdict loss_finite(const Subject& subject) {
  in_each_case(subject, Types::kBoth, []<class T>(const Case& c) { check_finite<T>(c); });
  return {};
}

}  // namespace ice::conformance
