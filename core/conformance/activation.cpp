// Tests that only activations have: backward is the derivative of forward, numbers are finite, and
// all promised traits are true.
#include <array>

#include "conformance/cases.hpp"
#include "conformance/compare.hpp"
#include "conformance/derivative.hpp"
#include "conformance/tests.hpp"
#include "plugin/functions.hpp"

namespace ice::conformance {
namespace {

// Where activations commonly have a kink, bend or saturate.
constexpr std::array<double, 14> kSpecial{0,    1,    -1, 2.5, -2.5, 6,   -6,
                                          -0.5, 0.01, 3,  -3,  20,   -20, 50};
constexpr std::array<double, 13> kExtreme{0,   1e-8, -1e-8, 50,   -50, 100, -100,
                                          745, -745, 1e3,   -1e3, 1e6, -1e6};

arma::mat forward(const plugin::Activation& g, const arma::mat& Z) {
  arma::mat A(arma::size(Z));
  g.forward(Z, A);
  return A;
}

arma::mat backward(const plugin::Activation& g, const arma::mat& Z, const arma::mat& A,
                   const arma::mat& dA) {
  arma::mat dZ(arma::size(Z));
  g.backward(Z, A, dA, dZ);
  return dZ;
}

// Special points with random numbers between them, because a layer gets both together.
arma::mat gradient_points(std::uint64_t seed, arma::uword rows) {
  base::Stream stream(seed, base::Purpose::kData);
  arma::mat Z = random_matrix<double>(stream, rows, 35 / rows, 2);
  for (arma::uword i = 0; i < kSpecial.size(); ++i) Z[2 * i] = kSpecial[i];
  return Z;
}

void check_gradient(const Case& c, arma::uword rows) {
  const plugin::Activation g(c.plugin);
  const arma::mat Z = gradient_points(c.seed, rows);
  base::Stream stream(c.seed, base::Purpose::kData, 1);
  const arma::mat dA = random_matrix<double>(stream, Z.n_rows, Z.n_cols);
  const arma::mat A = forward(g, Z), dZ = backward(g, Z, A, dA);
  const MatrixFunction F = [&](const arma::mat& X) { return forward(g, X); };
  const auto fault = find_gradient_fault(F, Z, dA, dZ);
  if (!fault) return;
  const arma::mat numeric = numeric_gradient(F, Z, dA);
  std::string cause = likely_cause(Z, dZ, numeric, dA);
  if (cause.empty() && arma::approx_equal(dZ, numeric_gradient(F, A, dA), "both", 1e-7, 1e-4))
    cause = "the slope is taken at a = g(z), not at z";
  throw Failed(fmt::format("at z = {} backward gives {}", number(Z[fault->worst]),
                           fault_text(*fault, cause)));
}

// One column with all extremes, and a row in which each is a column of its own.
template <class T>
std::vector<arma::Mat<T>> extreme_inputs() {
  arma::Mat<T> column(kExtreme.size(), 1), row(1, kExtreme.size());
  for (arma::uword i = 0; i < kExtreme.size(); ++i)
    column[i] = row[i] = static_cast<T>(kExtreme[i]);
  return {column, row};
}

template <class T>
void require_finite(const plugin::Activation& g, const arma::Mat<T>& Z) {
  arma::Mat<T> A(arma::size(Z)), dZ(arma::size(Z));
  const arma::Mat<T> dA(arma::size(Z), arma::fill::ones);
  const auto require = [&](const char* function, const char* name, const arma::Mat<T>& M) {
    if (const auto i = first_non_finite(M))
      throw Failed(fmt::format("{} gives {} = {} at z = {}", function, element(name, M, *i),
                               number(M[*i]), number(Z[*i])));
  };
  g.forward(Z, A);
  require("forward", "A", A);
  g.backward(Z, A, dA, dZ);
  require("backward", "dZ", dZ);
}

template <class T>
void check_in_place(const Case& c) {
  const plugin::Activation g(c.plugin);
  const std::vector<Call<T>> calls = c.calls_of<T>(c.plugin);
  for (const Call<T>& call : calls) {
    const arma::Mat<T> apart = execute(call).out[0].content();
    const Memory<T> memory = call.memory();
    const Guarded<T>& shared = memory.in.back();  // Z in forward, dA in backward
    arma::Mat<T> out = shared.view();
    if (call.name == "forward")
      g.forward(shared.view(), out);
    else
      g.backward(memory.in[0].view(), memory.in[1].view(), shared.view(), out);
    if (const auto i = first_beyond(out, apart, 64 * std::numeric_limits<T>::epsilon())) {
      throw Failed(fmt::format(
          "{} in place gives {} = {}, and {} in a matrix of its own. Likely: an input is read "
          "after the output over it was written; else leave ice::in_place out",
          call.name, element(call.outputs[0].name, out, *i), number(out[*i]), number(apart[*i])));
    }
  }
}

// Changes element `at` of input `k`. Only this element of the output may change.
template <class T>
void require_elementwise(const Call<T>& call, std::size_t k, arma::uword at) {
  Call<T> changed = call;
  changed.inputs[k].content[at] += T(0.75);
  const arma::Mat<T> before = execute(call).out[0].content();
  arma::Mat<T> after = execute(changed).out[0].content();
  after[at] = before[at];
  if (const auto i = first_difference(before, after)) {
    throw Failed(fmt::format("ice::elementwise is promised, but in {} {} changes with {}",
                             call.name, element(call.outputs[0].name, before, *i),
                             element(call.inputs[k].name, before, at)));
  }
}

// Whether backward reads its k-th input: its result differs when that input is NaN.
template <class T>
bool reads(const Call<T>& backward, std::size_t k) {
  Call<T> blind = backward;
  blind.inputs[k].content.fill(poison<T>());
  return !difference(backward, execute(backward), execute(blind)).empty();
}

template <class T>
void check_promises(const Case& c) {
  const plugin::Activation g(c.plugin);
  const std::vector<Call<T>> calls = c.calls_of<T>(c.plugin);
  const Call<T>& backward = calls[1];
  if (!g.needs_z() && reads(backward, 0))
    throw Failed("backward reads Z: promise ice::needs_z, or the host may overwrite Z");
  if (!g.needs_a() && reads(backward, 1))
    throw Failed("backward reads A: promise ice::needs_a, or the host may give something else");
  if (!g.elementwise()) return;
  for (const Call<T>& call : calls) {
    for (std::size_t k = 0; k < call.inputs.size(); ++k) {
      for (const arma::uword at : {0U, 17U, 34U}) require_elementwise(call, k, at);
    }
  }
}

}  // namespace

Verdict activation_gradient(const Subject& subject) {
  in_each_case(subject, Types::kDouble, []<class T>(const Case& c) {
    for (const arma::uword rows : {5U, 1U, 35U}) check_gradient(c, rows);
  });
  return {};
}

Verdict activation_finite(const Subject& subject) {
  in_each_case(subject, Types::kBoth, []<class T>(const Case& c) {
    const plugin::Activation g(c.plugin);
    for (const arma::Mat<T>& Z : extreme_inputs<T>()) require_finite(g, Z);
    if (!std::isfinite(g.gain()) || g.gain() <= 0)
      throw Failed(fmt::format("gain() is {}: expected a number above 0", number(g.gain())));
  });
  return {};
}

Verdict activation_aliasing(const Subject& subject) {
  if (!subject.promises("in_place")) return {CheckOutcome::kSkipped, "in_place is not promised"};
  in_each_case(subject, Types::kBoth, []<class T>(const Case& c) { check_in_place<T>(c); });
  return {};
}

Verdict activation_traits(const Subject& subject) {
  in_each_case(subject, Types::kBoth, []<class T>(const Case& c) { check_promises<T>(c); });
  return {};
}

}  // namespace ice::conformance
