// Backward against central differences of forward, over whole networks.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>

#include "networks.hpp"
#include "nn/network.hpp"

using namespace ice;
using namespace ice::nn;

namespace {

struct GradientCheck {
  /// ||numeric - analytic|| / (||numeric|| + ||analytic||) over all parameters; below 1e-7 is
  /// right, above 1e-3 is wrong (kinks aside).
  double difference = 0;
  std::uint64_t worst = 0;           ///< the parameter with the largest |numeric - analytic|
  double analytic = 0, numeric = 0;  ///< its slopes
};

/// Any seed and step do: they fix the dropout masks.
constexpr std::uint64_t kMaskSeed = 1;
constexpr std::uint64_t kMaskStep = 1;

double objective(Network<double>& network, const arma::mat& X, const arma::mat& Y) {
  return network.forward_backward(X, Y, kMaskSeed, kMaskStep) + network.l2_term(X.n_cols);
}

arma::mat numeric_gradients(Network<double>& network, const arma::mat& X, const arma::mat& Y,
                            double nudge) {
  arma::mat& parameters = network.parameters();
  arma::mat slopes(parameters.n_elem, 1);
  for (arma::uword i = 0; i < parameters.n_elem; ++i) {
    const double kept = parameters(i);
    parameters(i) = kept + nudge;
    const double above = objective(network, X, Y);
    parameters(i) = kept - nudge;
    const double below = objective(network, X, Y);
    parameters(i) = kept;
    slopes(i) = (above - below) / (2 * nudge);
  }
  return slopes;
}

/// Nudges every parameter by +-`nudge` and compares the slope of the objective (mean loss and L2
/// term, dropout masks fixed) with gradients(). Leaves the parameters as they were.
GradientCheck check_gradients(Network<double>& network, const arma::mat& X, const arma::mat& Y,
                              double nudge = 1e-6) {
  const arma::mat numeric = numeric_gradients(network, X, Y, nudge);
  objective(network, X, Y);
  const arma::mat& analytic = network.gradients();
  const arma::mat error = arma::abs(numeric - analytic);
  const double size = arma::norm(numeric, 2) + arma::norm(analytic, 2);
  GradientCheck check;
  check.difference = size == 0 ? 0 : arma::norm(error, 2) / size;
  check.worst = error.index_max();
  check.analytic = analytic(check.worst);
  check.numeric = numeric(check.worst);
  return check;
}

/// What the course-2 notes call right; a wrong factor or transpose gives 1e-2 and more.
constexpr double kRight = 1e-7;

const std::string kActivations[] = {"elu",     "gelu",     "hard_sigmoid", "leaky_relu", "linear",
                                    "mish",    "relu",     "selu",         "sigmoid",    "silu",
                                    "softmax", "softplus", "tanh"};
/// Those whose outputs are probabilities, as the cross-entropies want them.
const std::string kProbabilities[] = {"sigmoid", "softmax", "hard_sigmoid"};

struct Output {
  std::string activation, loss;
};

/// Every output activation under every loss that fits, fused pairs among them.
std::vector<Output> outputs() {
  std::vector<Output> all;
  for (const std::string loss : {"binary_cross_entropy", "categorical_cross_entropy"})
    for (const std::string& activation : kProbabilities) all.push_back({activation, loss});
  for (const std::string loss : {"squared_error", "absolute_error", "huber", "hinge"})
    for (const std::string& activation : kActivations) all.push_back({activation, loss});
  return all;
}

/// 3 inputs, hidden layers of 5, 4 ..., 2 outputs, m = 4.
GradientCheck check(const std::string& hidden, std::size_t depth, const Output& output,
                    double dropout, double l2) {
  std::vector<LayerOptions> layers;
  for (std::size_t l = 1; l < depth; ++l) layers.push_back(layer(6 - l, hidden, dropout));
  layers.push_back(layer(2, output.activation));
  Network<double> network(network_options(3, layers, output.loss, l2), 4);
  network.initialize(
      5);  // puts no hard_sigmoid near 0 or 1, where a cross-entropy's slope explodes
  for (std::uint64_t l = 1; l <= depth; ++l) fill_with_sine(network.b(l), 0.3);
  return check_gradients(network, sine_matrix(3, 4, 0.1), one_hot(2, 4));
}

}  // namespace

TEST_CASE("gradient check: every activation under every loss that fits, depth 1 to 3, with L2") {
  for (const Output& output : outputs()) {
    for (const std::string& hidden : kActivations) {
      for (const std::size_t depth : {1U, 2U, 3U}) {
        const GradientCheck found = check(hidden, depth, output, 0, 0.7);
        CAPTURE(hidden, depth, output.activation, output.loss, found.worst, found.analytic,
                found.numeric);
        CHECK(found.difference < kRight);
      }
    }
  }
}

TEST_CASE("gradient check: the list of activations is that of the plugins shipped") {
  std::vector<std::string> shipped;
  for (const auto& file : std::filesystem::directory_iterator(ICE_SOURCE "/plugins/activations"))
    shipped.push_back(file.path().stem());
  std::ranges::sort(shipped);
  CHECK(std::ranges::equal(shipped, kActivations));
}

TEST_CASE("gradient check: with dropout, with and without L2") {
  for (const std::string& hidden : kActivations) {
    for (const double l2 : {0.0, 0.7}) {
      const GradientCheck found =
          check(hidden, 3, {"softmax", "categorical_cross_entropy"}, 0.4, l2);
      CAPTURE(hidden, l2, found.worst, found.analytic, found.numeric);
      CHECK(found.difference < kRight);
    }
  }
}

TEST_CASE("gradient check: finds a slope that is not the numeric one, and says where") {
  // relu at its kink: the slope given is 0, the central difference of max(0, w + b) is 1/2.
  Network<double> network(
      network_options(1, {layer(1, "relu"), layer(1, "linear")}, "squared_error"), 1);
  network.W(2).ones();
  const GradientCheck found = check_gradients(network, arma::mat{1.0}, arma::mat{-1.0});
  CHECK(found.difference > 0.1);
  CHECK(found.worst < 2);  // W[1] or b[1]
  CHECK(found.analytic == 0);
  CHECK(found.numeric == Approx(0.5).epsilon(1e-5));
}

TEST_CASE("gradient check: leaves the parameters as they were") {
  Network<double> network(network_options(3, {layer(2, "linear")}, "squared_error"), 4);
  network.initialize(11);
  const arma::mat before = network.parameters();
  CHECK(check_gradients(network, sine_matrix(3, 4, 0.1), one_hot(2, 4)).difference < kRight);
  CHECK(arma::approx_equal(network.parameters(), before, "absdiff", 0.0));
}
