#include "nn/clip.hpp"

#include <catch2/catch.hpp>
#include <limits>

#include "networks.hpp"

using namespace ice;
using namespace ice::nn;

namespace {

struct Trained {
  arma::mat w;
  double b = 0, cost = 0;  // the cost before the last step
};

// 10 steps of rate 2 of logistic regression.
Trained train_clipped(double clip_value, double clip_norm) {
  const auto parts = parts_of<double>(data::Task::kBinary, half_planes(7));
  Network<double> network(
      network_options(3, {layer(1, "sigmoid", 0, "zeros")}, "binary_cross_entropy"), 7);
  TrainOptions options{.epochs = 10, .optimizer = optimizer("gradient_descent"), .metrics = {}};
  options.learning_rate = 2;
  options.clip_value = clip_value;
  options.clip_norm = clip_norm;
  options.metrics = {"train.cost"};
  const Result result = train(network, parts, options);
  return {network.W(1), network.b(1)(0), result.curve.back().values[0]};
}

void check(const Trained& found, const arma::mat& w, double b, double cost) {
  CHECK(arma::approx_equal(found.w, w, "reldiff", 1e-12));
  CHECK(found.b == Approx(b).epsilon(1e-12));
  CHECK(found.cost == Approx(cost).epsilon(1e-12));
}

}  // namespace

TEMPLATE_TEST_CASE("clip: by value, each entry on its own", "", float, double) {
  arma::Mat<TestType> g{{-3, -0.5, 0, 0.5, 2}};
  clip_by_value(g, 0.5);
  CHECK(arma::approx_equal(g, arma::Mat<TestType>{{-0.5, -0.5, 0, 0.5, 0.5}}, "absdiff",
                           TestType(0)));
}

TEMPLATE_TEST_CASE("clip: by norm, the direction stays", "", float, double) {
  arma::Mat<TestType> g{{3, 0, -4}};
  clip_by_norm(g, 5);
  CHECK(arma::approx_equal(g, arma::Mat<TestType>{{3, 0, -4}}, "absdiff", TestType(0)));
  clip_by_norm(g, 1);
  CHECK(arma::approx_equal(g, arma::Mat<TestType>{{TestType(0.6), 0, TestType(-0.8)}}, "reldiff",
                           TestType(1e-6)));
}

TEST_CASE("clip: what is not finite is not made to look finite by a norm") {
  const double inf = std::numeric_limits<double>::infinity();
  for (const double bad : {inf, -inf, std::nan("")}) {
    arma::mat g{{1, bad, 2}};
    clip_by_norm(g, 1);
    CHECK_FALSE(all_finite(g));
  }
  arma::mat g{{1, std::nan("")}};
  clip_by_value(g, 1);
  CHECK(std::isnan(g(1)));
}

// Made by oracle.py with NumPy.
TEST_CASE("clip: training under each gives NumPy's parameters and cost") {
  check(train_clipped(0.1, 0), {{0.663280987214331, 1.74117255004614, 1.69659480418545}},
        0.195305456843312, 0.0565491838812749);
  check(train_clipped(0, 0.15), {{0.343614927529737, 1.8531542619127, 1.65891211415187}},
        0.16307958506382, 0.0552909369786703);
  check(train_clipped(0.1, 0.15), {{0.656605148995074, 1.72227646836468, 1.67718721632057}},
        0.194846863279935, 0.0587298018603262);
}

TEST_CASE("clip: bounds that are never met change no bit") {
  const Trained plain = train_clipped(0, 0), clipped = train_clipped(1e6, 1e6);
  CHECK(arma::approx_equal(plain.w, clipped.w, "absdiff", 0));
  CHECK(plain.cost == clipped.cost);
}
