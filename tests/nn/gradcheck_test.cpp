#include "nn/gradcheck.hpp"

#include <catch2/catch.hpp>

#include "networks.hpp"

using namespace ice;
using namespace ice::nn;

namespace {

/// What the course-2 notes call right; a wrong factor or transpose gives 1e-2 and more.
constexpr double kRight = 1e-7;

const std::string kActivations[] = {"sigmoid", "tanh", "relu", "leaky_relu", "linear", "softmax"};

/// Output activation, loss, and targets that fit both.
struct Output {
  std::string activation, loss;
};
const Output kOutputs[] = {{"sigmoid", "binary_cross_entropy"},
                           {"softmax", "categorical_cross_entropy"},
                           {"sigmoid", "categorical_cross_entropy"},
                           {"softmax", "binary_cross_entropy"},
                           {"linear", "squared_error"},
                           {"relu", "squared_error"},
                           {"sigmoid", "squared_error"},
                           {"tanh", "squared_error"},
                           {"leaky_relu", "squared_error"},
                           {"softmax", "squared_error"}};

/// 3 inputs, hidden layers of 5, 4 ..., 2 outputs, m = 4.
GradientCheck check(const std::string& hidden, std::size_t depth, const Output& output,
                    double dropout, double l2) {
  std::vector<LayerOptions> layers;
  for (std::size_t l = 1; l < depth; ++l) layers.push_back(layer(6 - l, hidden, dropout));
  layers.push_back(layer(2, output.activation));
  Network<double> network(network_options(3, layers, output.loss, l2), 4);
  network.initialize(11);
  for (std::uint64_t l = 1; l <= depth; ++l) fill_with_sine(network.b(l), 0.3);
  return check_gradients(network, sine_matrix(3, 4, 0.1), one_hot(2, 4));
}

}  // namespace

TEST_CASE("gradient check: every activation under every loss that fits, depth 1 to 3") {
  for (const Output& output : kOutputs) {
    for (const std::string& hidden : kActivations) {
      for (const std::size_t depth : {1U, 2U, 3U}) {
        const GradientCheck found = check(hidden, depth, output, 0, 0);
        CAPTURE(hidden, depth, output.activation, output.loss, found.worst, found.analytic,
                found.numeric);
        CHECK(found.difference < kRight);
      }
    }
  }
}

TEST_CASE("gradient check: with L2 and dropout") {
  for (const std::string& hidden : kActivations) {
    const GradientCheck found =
        check(hidden, 3, {"softmax", "categorical_cross_entropy"}, 0.4, 0.7);
    CAPTURE(hidden, found.worst, found.analytic, found.numeric);
    CHECK(found.difference < kRight);
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
