// Tests that only optimizers have: they descend, continue after a stop as if there had been none,
// and stay finite.
#include <array>
#include <functional>

#include "conformance/cases.hpp"
#include "conformance/compare.hpp"
#include "conformance/tests.hpp"
#include "plugin/functions.hpp"

namespace ice::conformance {
namespace {

constexpr std::array<double, 5> kRates{1e-4, 1e-3, 1e-2, 1e-1, 1};  // one of them must succeed
constexpr int kSteps = 500;

template <class T>
struct Problem {
  const char* name;
  arma::Mat<T> start;
  double enough;  // the cost must fall below this share of the cost at the start
  std::function<double(const arma::Mat<T>& w)> cost;
  std::function<arma::Mat<T>(const arma::Mat<T>& w)> gradient;
};

// 1/2 sum c (w - target)^2
template <class T>
Problem<T> quadratic() {
  const arma::Col<T> c{1, 3, 10}, target{1, T(-0.5), T(0.75)};
  return {"a quadratic", arma::Col<T>{-1, T(1.5), 2}, 0.01,
          [=](const arma::Mat<T>& w) {
            return static_cast<double>(arma::accu(c % arma::square(w - target)) / 2);
          },
          [=](const arma::Mat<T>& w) -> arma::Mat<T> { return c % (w - target); }};
}

// (1 - x)^2 + 100 (y - x^2)^2 (Rosenbrock 1960)
template <class T>
Problem<T> rosenbrock() {
  return {"Rosenbrock's function", arma::Col<T>{T(-1.2), 1}, 0.25,
          [](const arma::Mat<T>& w) {
            const double x = w[0], y = w[1];
            return (1 - x) * (1 - x) + 100 * (y - x * x) * (y - x * x);
          },
          [](const arma::Mat<T>& w) -> arma::Mat<T> {
            const T x = w[0], y = w[1];
            return arma::Col<T>{-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)};
          }};
}

// The state of an optimization: exactly what a checkpoint contains.
template <class T>
struct Journey {
  arma::Mat<T> w, slots;
  std::uint64_t t = 0;

  Journey(const Made& plugin, const arma::Mat<T>& start)
      : w(start), slots(start.n_elem, plugin::Optimizer(plugin).slot_count(), arma::fill::zeros) {}

  void go(const Made& plugin, double rate, const arma::Mat<T>& g) {
    plugin::Optimizer(plugin).step(++t, rate, g, w, slots);
  }
};

template <class T>
double lowest_cost(const Made& plugin, const Problem<T>& problem, double rate) {
  Journey<T> journey(plugin, problem.start);
  double lowest = problem.cost(journey.w);
  for (int step = 0; step < kSteps; ++step) {
    journey.go(plugin, rate, problem.gradient(journey.w));
    const double cost = problem.cost(journey.w);
    if (!std::isfinite(cost)) break;
    lowest = std::min(lowest, cost);
  }
  return lowest;
}

template <class T>
void require_descent(const Made& plugin, const Problem<T>& problem) {
  const double before = problem.cost(problem.start);
  double lowest = before;
  for (const double rate : kRates) {
    lowest = std::min(lowest, lowest_cost(plugin, problem, rate));
    if (lowest <= problem.enough * before) return;
  }
  throw Failed(
      fmt::format("{} steps on {} bring its cost from {} to {} at best, at learning rates "
                  "from {} to {}: expected {} of it",
                  kSteps, problem.name, number(before), number(lowest), number(kRates.front()),
                  number(kRates.back()), number(problem.enough)));
}

template <class T>
void require_equal(const char* name, const arma::Mat<T>& found, const arma::Mat<T>& expected,
                   const char* text) {
  if (const auto i = first_difference(found, expected))
    throw Failed(fmt::format("{} is {} and not {}{}", element(name, found, *i), number(found[*i]),
                             number(expected[*i]), text));
}

constexpr double kStepSize = 0.03;
constexpr arma::uword kParameters = 35;

template <class T>
std::vector<arma::Mat<T>> gradients(std::uint64_t seed, int count) {
  base::Stream stream(seed, base::Purpose::kData);
  std::vector<arma::Mat<T>> all;
  for (int i = 0; i < count; ++i) all.push_back(random_matrix<T>(stream, kParameters, 1));
  return all;
}

template <class T>
void check_resume(const Case& c) {
  const std::vector<arma::Mat<T>> g = gradients<T>(c.seed, 21);
  Journey<T> whole(c.plugin, g[20]), first(c.plugin, g[20]);
  for (int step = 0; step < 20; ++step) whole.go(c.plugin, kStepSize, g[step]);
  for (int step = 0; step < 10; ++step) first.go(c.plugin, kStepSize, g[step]);
  Journey<T> second = first;
  const Made again = c.again();
  for (int step = 10; step < 20; ++step) second.go(again, kStepSize, g[step]);
  const char* text = " after a stop at step 10: something else than w, the slots and t is kept";
  require_equal("w", second.w, whole.w, text);
  require_equal("slots", second.slots, whole.slots, text);
}

// Fails a plugin with a slot that no setting of the parameters writes.
void require_written_slots(const Subject& subject) {
  const std::vector<arma::mat> g = gradients<double>(subject.seed, 3);
  std::vector<bool> is_written(subject.plugin.slots.size());
  for (const base::Value& parameters : settings(subject.plugin)) {
    const Made plugin = subject.make_if_possible(parameters);
    if (!plugin) continue;
    Journey<double> journey(plugin, g[2]);
    for (int step = 0; step < 2; ++step) journey.go(plugin, kStepSize, g[step]);
    for (std::size_t k = 0; k < is_written.size(); ++k)
      is_written[k] = is_written[k] || arma::any(journey.slots.col(k) != 0);
  }
  for (std::size_t k = 0; k < is_written.size(); ++k) {
    if (!is_written[k])
      throw Failed(fmt::format("slot {} stays 0: it is declared, but never written",
                               subject.plugin.slots[k]));
  }
}

template <class T>
void check_zero_rate(const Case& c) {
  const std::vector<arma::Mat<T>> g = gradients<T>(c.seed, 5);
  Journey<T> journey(c.plugin, g[4]);
  for (int step = 0; step < 3; ++step) journey.go(c.plugin, kStepSize, g[step]);
  const arma::Mat<T> before = journey.w;
  journey.go(c.plugin, 0, g[3]);
  require_equal("w", journey.w, before, " after a step with learning rate 0");
}

template <class T>
void check_sizes(const Case& c) {
  for (const double size : {0.0, 1e-8, -1e-8, 1.0, 1e6, -1e6}) {
    Journey<T> journey(c.plugin, arma::Mat<T>(3, 1, arma::fill::ones));
    const arma::Mat<T> g = arma::Mat<T>(3, 1).fill(static_cast<T>(size));
    for (int step = 0; step < 3; ++step) journey.go(c.plugin, kStepSize, g);
    for (const auto& [name, M] : {std::pair("w", &journey.w), {"slots", &journey.slots}}) {
      if (const auto i = first_non_finite(*M))
        throw Failed(fmt::format("{} is {} after 3 steps with the gradient {}",
                                 element(name, *M, *i), number((*M)[*i]), number(size)));
    }
  }
}

}  // namespace

Verdict optimizer_finite(const Subject& subject) {
  in_each_case(subject, Types::kBoth, []<class T>(const Case& c) { check_sizes<T>(c); });
  return {};
}

// Only with the defaults: with a parameter at its bound, a good rule may descend slowly.
Verdict optimizer_descent(const Subject& subject) {
  const Made plugin = subject.make(defaults(subject.plugin));
  require_descent(plugin, quadratic<double>());
  require_descent(plugin, rosenbrock<double>());
  if (!subject.plugin.float32) return {};
  require_descent(plugin, quadratic<float>());
  require_descent(plugin, rosenbrock<float>());
  return {};
}

Verdict optimizer_resume(const Subject& subject) {
  require_written_slots(subject);
  in_each_case(subject, Types::kBoth, []<class T>(const Case& c) { check_resume<T>(c); });
  return {};
}

Verdict optimizer_zero_rate(const Subject& subject) {
  in_each_case(subject, Types::kBoth, []<class T>(const Case& c) { check_zero_rate<T>(c); });
  return {};
}

}  // namespace ice::conformance
