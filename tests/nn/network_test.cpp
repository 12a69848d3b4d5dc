#include "nn/network.hpp"

#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "networks.hpp"

using namespace ice;
using namespace ice::nn;

namespace {

/// 3-5-2, tanh and softmax, m = 4, lambda = 0.7: oracle.py's `two_layers`.
template <class T>
struct TwoLayers {
  Network<T> network{
      network_options(3, {layer(5, "tanh"), layer(2, "softmax")}, "categorical_cross_entropy", 0.7),
      4};
  arma::Mat<T> X = sine_matrix<T>(3, 4, 0.1);
  arma::Mat<T> Y = arma::Mat<T>{{1, 0, 0, 1}, {0, 1, 1, 0}};

  TwoLayers() {
    fill_with_sine(network.W(1), 0.2);
    fill_with_sine(network.b(1), 0.3);
    fill_with_sine(network.W(2), 0.4);
    fill_with_sine(network.b(2), 0.5);
  }
};

// Made by oracle.py with NumPy, column-major.
const std::vector<double> numpy_A2{0.338288777250455, 0.661711222749545, 0.412589890856195,
                                   0.587410109143806, 0.33118187626333,  0.66881812373667,
                                   0.398710137525344, 0.601289862474656};
const std::vector<double> numpy_dW1{0.0457735159637338,  0.133102540178676,  0.147572410446953,
                                    0.00614339925530846, -0.178375317886435, -0.137235630990448,
                                    -0.0978719217589384, 0.14448616946377,   0.179188650243016,
                                    -0.0407243112335934, -0.114715503480845, -0.231399964170668,
                                    -0.0627304450412077, 0.102988461400886,  0.114347566320525};
const std::vector<double> numpy_db1{0.0232561447442661, -0.0761321180779081, -0.000532931196651862,
                                    0.0300459096030537, -0.0761375630673737};
const std::vector<double> numpy_dW2{0.0914085077389703,  0.149193404913024,  0.0299950024355361,
                                    0.0434913613062198,  -0.309803236998899, 0.00803908874593634,
                                    -0.0115789008909807, 0.189248928506852,  0.217310751945472,
                                    -0.0634202435756852};
const std::vector<double> numpy_db2{-0.129807329526169, 0.129807329526169};
constexpr double kCost = 0.734412786311123;
constexpr double kL2Term = 1.07621739705066;

template <class T>
void check_near(const arma::Mat<T>& found, const std::vector<double>& expected) {
  REQUIRE(found.n_elem == expected.size());
  const double tolerance = sizeof(T) == 4 ? 2e-6 : 1e-13;
  for (arma::uword i = 0; i < found.n_elem; ++i)
    CHECK(static_cast<double>(found(i)) == Approx(expected[i]).margin(tolerance));
}

}  // namespace

TEMPLATE_TEST_CASE("network: forward and backward give NumPy's figures", "", float, double) {
  TwoLayers<TestType> two;
  check_near(two.network.predict(two.X), numpy_A2);
  const double cost = two.network.forward_backward(two.X, two.Y, 1, 1);
  CHECK(cost == Approx(kCost).epsilon(1e-6));
  CHECK(two.network.l2_term(4) == Approx(kL2Term).epsilon(1e-6));
  check_near(two.network.dW(1), numpy_dW1);
  check_near(two.network.db(1), numpy_db1);
  check_near(two.network.dW(2), numpy_dW2);
  check_near(two.network.db(2), numpy_db2);
}

TEST_CASE(
    "network: the parameters stand in one vector, W[1] b[1] W[2] b[2], and so the gradients") {
  TwoLayers<double> two;
  two.network.forward_backward(two.X, two.Y, 1, 1);
  const auto flat = [](const std::vector<arma::mat>& blocks) {
    arma::vec all;
    for (const arma::mat& block : blocks) all = arma::join_cols(all, arma::vectorise(block));
    return all;
  };
  Network<double>& net = two.network;
  REQUIRE(net.parameters().n_elem == 5 * 3 + 5 + 2 * 5 + 2);
  CHECK(arma::all(arma::vectorise(net.parameters()) ==
                  flat({net.W(1), net.b(1), net.W(2), net.b(2)})));
  CHECK(arma::all(arma::vectorise(net.gradients()) ==
                  flat({net.dW(1), net.db(1), net.dW(2), net.db(2)})));
  net.parameters().fill(3.0);
  CHECK(net.W(2)(1, 4) == 3.0);
}

TEST_CASE("network: the fused loss is the loss of the prediction") {
  const arma::mat X = sine_matrix(3, 4, 0.1);
  const arma::mat Y = one_hot(2, 4);
  Network<double> fused(
      network_options(3, {layer(5, "tanh"), layer(2, "softmax")}, "categorical_cross_entropy"), 4);
  fused.initialize(3);
  REQUIRE(fused.is_fused());
  const double cost = fused.forward_backward(X, Y, 1, 1);
  const arma::mat A = fused.predict(X);
  CHECK(cost == Approx(-arma::accu(Y % arma::log(A)) / 4).epsilon(1e-12));
}

TEST_CASE("network: a loss that does not fuse with the output activation is taken on A[L]") {
  const arma::mat X = sine_matrix(3, 4, 0.1);
  const arma::mat Y = one_hot(2, 4);
  Network<double> network(network_options(3, {layer(5, "relu"), layer(2, "tanh")}, "squared_error"),
                          4);
  network.initialize(3);
  CHECK_FALSE(network.is_fused());
  const double cost = network.forward_backward(X, Y, 1, 1);
  CHECK(cost == Approx(arma::accu(arma::square(network.predict(X) - Y)) / 2 / 4).epsilon(1e-12));
}

TEST_CASE("network: one sample's prediction does not depend on its neighbours or the batch size") {
  Network<double> network(
      network_options(3, {layer(5, "tanh"), layer(2, "softmax")}, "categorical_cross_entropy"), 4);
  network.initialize(8);
  const arma::mat X = sine_matrix(3, 300, 0.1);
  const arma::mat alone = network.predict(X.cols(17, 17));
  const arma::mat among = network.predict(X.cols(0, network.capacity() - 1));
  CHECK(arma::approx_equal(alone, among.col(17), "reldiff", 1e-14));
}

TEST_CASE("network: more columns than it was made for are refused") {
  Network<double> network(network_options(3, {layer(2, "softmax")}, "categorical_cross_entropy"),
                          400);
  CHECK(network.capacity() == 400);
  CHECK_THROWS_WITH(network.predict(sine_matrix(3, 401, 0.1)),
                    "network: 401 columns, made for 400");
}

TEST_CASE("network: the seed decides the start, and each layer has numbers of its own") {
  const auto start = [](std::uint64_t seed) {
    Network<double> network(
        network_options(3, {layer(3, "tanh"), layer(3, "tanh")}, "squared_error"), 4);
    network.initialize(seed);
    CHECK_FALSE(arma::approx_equal(network.W(1), network.W(2), "absdiff", 0.0));
    return arma::mat(network.parameters());
  };
  CHECK(arma::approx_equal(start(5), start(5), "absdiff", 0.0));
  CHECK_FALSE(arma::approx_equal(start(5), start(6), "absdiff", 0.0));
}

TEST_CASE("network: dropout leaves predictions alone and keeps the mean of the outputs") {
  // A linear network of ones: the output is the sum of the hidden units that stay, over keep.
  constexpr arma::uword kUnits = 50, kSamples = 400;
  Network<double> network(
      network_options(1, {layer(kUnits, "linear", 0.3), layer(1, "linear")}, "squared_error"),
      kSamples);
  network.W(1).ones();
  network.W(2).fill(1.0 / kUnits);
  const arma::mat X(1, kSamples, arma::fill::ones), Y(1, kSamples, arma::fill::zeros);
  CHECK(arma::approx_equal(network.predict(X), X, "absdiff", 1e-12));

  // The squared outputs have mean 1 + v and the outputs mean 1, where v = (1/keep - 1) / units is
  // the variance of one output. 20 000 units: 5 sigma of the mean square are about 0.024.
  double mean_square = 0;
  constexpr std::uint64_t kSteps = 20;
  for (std::uint64_t step = 1; step <= kSteps; ++step)
    mean_square += 2 * network.forward_backward(X, Y, 9, step) / kSteps;
  CHECK(mean_square == Approx(1 + (1 / 0.7 - 1) / kUnits).margin(0.024 / std::sqrt(kSteps)));
}

TEST_CASE("network: seed and step decide the dropout masks") {
  const arma::mat X = sine_matrix(3, 4, 0.1), Y = one_hot(2, 4);
  Network<double> network(network_options(3, {layer(20, "tanh", 0.5), layer(2, "softmax")},
                                          "categorical_cross_entropy"),
                          4);
  network.initialize(1);
  const double cost = network.forward_backward(X, Y, 7, 1);
  const arma::mat gradients = network.gradients();
  CHECK(network.forward_backward(X, Y, 7, 2) != cost);
  CHECK(network.forward_backward(X, Y, 8, 1) != cost);
  CHECK(network.forward_backward(X, Y, 7, 1) == cost);
  CHECK(arma::approx_equal(network.gradients(), gradients, "absdiff", 0.0));
}
