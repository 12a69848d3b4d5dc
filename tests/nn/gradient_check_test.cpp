// nn::check_gradients: that it passes what is right, and finds what is not.
#include "nn/gradient_check.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "networks.hpp"

using namespace ice;
using namespace ice::nn;

namespace {

std::vector<MatrixCheck> checks_of(Network<double>& network, const arma::mat& X, const arma::mat& Y,
                                   std::uint64_t entries = 1000) {
  return check_gradients(network, {X, Y}, {.entries = entries, .seed = 3});
}

// 3 inputs, hidden layers of 5 and 4 units, 2 outputs.
std::vector<MatrixCheck> checks_with(const std::string& hidden, const std::string& output,
                                     const std::string& loss, double dropout, double l2) {
  Network<double> network(
      network_options(3, {layer(5, hidden, dropout), layer(4, hidden, dropout), layer(2, output)},
                      loss, l2),
      4);
  network.initialize(5);
  for (std::uint64_t l = 1; l <= 3; ++l) fill_with_sine(network.b(l), 0.3);
  return checks_of(network, sine_matrix(3, 4, 0.1), one_hot(2, 4));
}

bool all_hold(const std::vector<MatrixCheck>& checks) {
  return std::ranges::all_of(checks, [](const MatrixCheck& check) { return check.holds(); });
}

}  // namespace

TEST_CASE("gradient check: holds for the shipped plugins, dropout and L2") {
  for (const std::string hidden : {"tanh", "relu", "leaky_relu", "gelu", "softplus", "selu"})
    for (const double dropout : {0.0, 0.4})
      for (const double l2 : {0.0, 0.7}) {
        CAPTURE(hidden, dropout, l2);
        CHECK(all_hold(checks_with(hidden, "softmax", "categorical_cross_entropy", dropout, l2)));
        CHECK(all_hold(checks_with(hidden, "sigmoid", "binary_cross_entropy", dropout, l2)));
        CHECK(all_hold(checks_with(hidden, "linear", "huber", dropout, l2)));
      }
}

TEST_CASE("gradient check: names each W[l] and b[l] with its shape, and leaves the parameters") {
  Network<double> network(
      network_options(3, {layer(5, "tanh"), layer(2, "linear")}, "squared_error"), 4);
  network.initialize(5);
  const arma::mat before = network.parameters();
  const auto checks = checks_of(network, sine_matrix(3, 4, 0.1), one_hot(2, 4), 6);
  REQUIRE(checks.size() == 4);
  CHECK((checks[0].l == 1 && !checks[0].is_bias && checks[0].rows == 5 && checks[0].cols == 3));
  CHECK((checks[3].l == 2 && checks[3].is_bias && checks[3].rows == 2 && checks[3].cols == 1));
  CHECK(checks[0].checked == 6);  // of 15
  CHECK(checks[3].checked == 2);
  CHECK(checks[0].examples.size() == 3);
  CHECK(arma::approx_equal(network.parameters(), before, "absdiff", 0));
}

// By hand: one linear output, cost (w x + b - y)^2 / 2 at w = 2, b = 1, x = 3, y = 5: dw = 6, db =
// 2. By the notes' nudge of 0.001 dw is 6 + 9 / 2 * 0.001.
TEST_CASE("gradient check: the examples are nudged as in the notes") {
  Network<double> network(network_options(1, {layer(1, "linear")}, "squared_error"), 1);
  network.W(1)(0) = 2;
  network.b(1)(0) = 1;
  const auto checks = checks_of(network, arma::mat{3.0}, arma::mat{5.0});
  const NudgedEntry& W = checks[0].examples.at(0);
  CHECK(W.value == 2);
  CHECK(W.backward == 6);
  CHECK(W.central == Approx(6).epsilon(1e-9));
  CHECK(W.nudged == Approx(6.0045).epsilon(1e-9));
  CHECK(checks[1].examples.at(0).backward == 2);
}

TEST_CASE("gradient check: relu exactly at 0 is a kink, no fault") {
  Network<double> network(
      network_options(2, {layer(3, "relu", 0, "xavier_normal"), layer(1, "linear")},
                      "squared_error"),
      3);
  network.initialize(1);
  network.W(1).zeros();  // Z[1] = 0 for all samples
  const auto checks = checks_of(network, sine_matrix(2, 3, 0.1), sine_matrix(1, 3, 2));
  CHECK(all_hold(checks));
  CHECK(checks[0].kinks == 6);
  CHECK(checks[0].worst.row == 0);
  CHECK(checks[3].kinks == 0);
}

TEST_CASE("gradient check: equal units with weights of 0 behind them have no derivative") {
  Network<double> network(
      network_options(2, {layer(3, "tanh", 0, "zeros"), layer(1, "sigmoid", 0, "zeros")},
                      "binary_cross_entropy"),
      4);
  network.initialize(1);
  const auto checks = checks_of(network, sine_matrix(2, 4, 0.1), arma::mat{1, 0, 1, 1}.t().t());
  CHECK(all_hold(checks));
  CHECK(checks[0].is_flat);
  CHECK_FALSE(checks[3].is_flat);  // b[2]: 1 of 4 samples is of the other class
}
