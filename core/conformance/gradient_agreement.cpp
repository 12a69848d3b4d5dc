// Tests that two results agree within rounding: those of a sample by itself and in a batch, and
// those in float and in double.
#include "conformance/cases.hpp"
#include "conformance/compare.hpp"
#include "conformance/tests.hpp"

namespace ice::conformance {
namespace {

constexpr double kRoundings = 64;  // in epsilons of the largest number: sums may change their order
constexpr double kPrecision = 1e-4;
constexpr double kNudge = 1e-6;  // more than a rounding of float
constexpr Sample kWide{.spread = 5};

template <class T>
std::vector<Operand<T>> column_of(const std::vector<Operand<T>>& operands, arma::uword j) {
  std::vector<Operand<T>> columns;
  for (const Operand<T>& operand : operands)
    columns.push_back({operand.name, arma::Mat<T>(operand.content.col(j))});
  return columns;
}

template <class T>
void require_same_alone(const Call<T>& call) {
  const Memory<T> batch = execute(call);
  const arma::Mat<T> all = batch.out[0].view();
  for (arma::uword j = 0; j < all.n_cols; ++j) {
    const Call<T> one{call.name, column_of(call.inputs, j), column_of(call.outputs, j), call.run};
    const arma::Mat<T> alone = execute(one).out[0].content(), in_batch = all.col(j);
    const auto i = first_beyond(alone, in_batch, kRoundings * std::numeric_limits<T>::epsilon());
    if (!i) continue;
    throw Failed(fmt::format("{}: sample {} gives {} = {} alone and {} in a batch of {}", call.name,
                             j, element(call.outputs[0].name, all, *i), number(alone[*i]),
                             number(in_batch[*i]), all.n_cols));
  }
}

// Whether the input is so near to a kink that a rounding decides between its two sides. Both
// results are right then.
bool is_at_kink(const Case& c, std::size_t call, std::size_t output, arma::uword i, double found,
                double slack) {
  double lowest = arma::datum::inf, highest = -arma::datum::inf;
  for (const double nudge : {-kNudge, 0.0, kNudge}) {
    Sample nudged = kWide;
    nudged.nudge = nudge;
    const auto calls = c.calls_of<double>(c.plugin, nudged);
    const double x = execute(calls[call]).out[output].content()[i];
    lowest = std::min(lowest, x);
    highest = std::max(highest, x);
  }
  return found >= lowest - slack && found <= highest + slack;
}

void compare_types(const Case& c) {
  const std::vector<Call<float>> in_float = c.calls_of<float>(c.plugin, kWide);
  const std::vector<Call<double>> in_double = c.calls_of<double>(c.plugin, kWide);
  for (std::size_t k = 0; k < in_float.size(); ++k) {
    const Memory<float> small = execute(in_float[k]);
    const Memory<double> large = execute(in_double[k]);
    for (std::size_t out = 0; out < small.out.size(); ++out) {
      const arma::fmat f = small.out[out].view();
      const arma::mat d = large.out[out].view();
      const auto i = first_beyond(f, d, kPrecision);
      const double slack = i ? kPrecision * arma::abs(d).max() : 0;
      if (!i || is_at_kink(c, k, out, *i, static_cast<double>(f[*i]), slack)) continue;
      throw Failed(fmt::format("{}: {} is {} in float and {} in double", in_float[k].name,
                               element(in_float[k].outputs[out].name, f, *i), number(f[*i]),
                               number(d[*i])));
    }
  }
}

}  // namespace

Verdict batch(const Subject& subject) {
  in_each_case(subject, Types::kBoth, []<class T>(const Case& c) {
    for (const Call<T>& call : c.calls_of<T>(c.plugin)) require_same_alone(call);
  });
  return {};
}

Verdict precision(const Subject& subject) {
  if (!subject.plugin.float32) return {CheckOutcome::kSkipped, "it declares double alone"};
  in_each_case(subject, Types::kDouble, []<class T>(const Case& c) { compare_types(c); });
  return {};
}

}  // namespace ice::conformance
