// The gradient comparison of the checks, on functions whose derivatives are known.
#include <catch2/catch.hpp>
#include <cmath>

#include "conformance/derivative.hpp"

using namespace ice;
using namespace ice::conformance;

namespace {

using Scalar = double (*)(double);

// X (3, 4), without zeros; every weight differs.
const arma::mat kPoint{{-2.5, -0.75, 0.25, 1.5}, {-6, 0.5, 3, -1.25}, {0.125, -0.25, 2, -3}};
const arma::mat kWeights{{1, -2, 0.5, 1.5}, {-1, 0.75, 2, -0.5}, {1.25, -1.5, 3, 0.25}};

MatrixFunction each(Scalar g) {
  return [g](const arma::mat& X) -> arma::mat {
    arma::mat out = X;
    return out.transform(g);
  };
}

bool is_right(Scalar g, Scalar slope, const arma::mat& X = kPoint) {
  const arma::mat weights =
      arma::size(X) == arma::size(kPoint) ? kWeights : arma::mat(arma::size(X)).ones();
  return !find_gradient_fault(each(g), X, weights, weights % each(slope)(X));
}

double relu(double z) { return z > 0 ? z : 0; }

std::string cause(const arma::mat& analytic, const arma::mat& numeric,
                  const arma::mat& incoming = kWeights) {
  return likely_cause(kPoint, analytic, numeric, incoming);
}

}  // namespace

TEST_CASE("check gradient: right ones pass, an error of one in a thousand does not") {
  CHECK(is_right([](double z) { return std::tanh(z); },
                 [](double z) { return 1 - std::pow(std::tanh(z), 2); }));
  CHECK_FALSE(is_right([](double z) { return std::tanh(z); },
                       [](double z) { return 1.001 * (1 - std::pow(std::tanh(z), 2)); }));
}

TEST_CASE("check gradient: on a kink every slope between the two sides is right, beyond is not") {
  const arma::mat zero(1, 1, arma::fill::zeros);
  CHECK(is_right(
      relu, [](double) { return 0.0; }, zero));
  CHECK(is_right(
      relu, [](double) { return 0.5; }, zero));
  CHECK(is_right(
      relu, [](double) { return 1.0; }, zero));
  CHECK_FALSE(is_right(
      relu, [](double) { return 1.01; }, zero));
  CHECK_FALSE(is_right(
      relu, [](double) { return -0.01; }, zero));
}

TEST_CASE("check gradient: beside a kink only the slope of its side is right") {
  const arma::mat beside{{1e-8, -1e-8}};  // nearer than the longest step
  CHECK(is_right(
      relu, [](double z) { return z > 0 ? 1.0 : 0.0; }, beside));
  CHECK_FALSE(is_right(
      relu, [](double z) { return z > 0 ? 0.0 : 1.0; }, beside));
}

TEST_CASE("check gradient: neither saturation nor a sharp bend nor large numbers alarm") {
  const arma::mat far{{-700, -50, -20, 20, 50, 700}};
  CHECK(is_right([](double z) { return 1 / (1 + std::exp(-z)); },
                 [](double z) {
                   const double a = 1 / (1 + std::exp(-z));
                   return a * (1 - a);
                 },
                 far));
  const arma::mat near{{-3e-6, -1e-6, 1e-7, 2e-6}};
  CHECK(is_right([](double z) { return std::tanh(1e5 * z); },
                 [](double z) { return 1e5 * (1 - std::pow(std::tanh(1e5 * z), 2)); }, near));
  CHECK(is_right([](double z) { return 1e6 + std::sin(z); }, [](double z) { return std::cos(z); },
                 {{0.5, 1, 2}}));
}

TEST_CASE("check gradient: the whole output counts, and the worst element is told") {
  // Each output is the sum of its column.
  const MatrixFunction sums = [](const arma::mat& X) -> arma::mat {
    return arma::repmat(arma::sum(X, 0), X.n_rows, 1);
  };
  arma::mat analytic = sums(kWeights);
  CHECK_FALSE(find_gradient_fault(sums, kPoint, kWeights, analytic));
  analytic(1, 2) += 0.25;
  analytic(2, 3) += 2;
  const auto fault = find_gradient_fault(sums, kPoint, kWeights, analytic);
  REQUIRE(fault);
  CHECK(fault->worst == 11);
  CHECK(fault->analytic == analytic(2, 3));
  CHECK(fault->numeric == Approx(1.25));
  CHECK(fault->step == Approx(3 * std::cbrt(2.220446049250313e-16)));
}

TEST_CASE("check gradient: NaN is a fault") {
  CHECK_FALSE(is_right([](double z) { return z; }, [](double) { return std::nan(""); }));
  CHECK_FALSE(is_right([](double) { return std::nan(""); }, [](double) { return 1.0; }));
}

TEST_CASE("check gradient: common causes are named") {
  const arma::mat right = kWeights % kPoint;
  CHECK(cause(-right, right) == "its sign is wrong");
  CHECK(cause(0 * right, right) == "it is 0 everywhere");
  CHECK(cause(kPoint, right) == "dA is left out: dZ = J^T dA");
  CHECK(cause(right / 4, right) == "it is divided by the number of samples, which the host does");
  CHECK(cause(right / 2, right) == "it should be 2 times as large everywhere");
  arma::mat below = right, above = right, mixed = right;
  below.elem(arma::find(kPoint < 0)) += 0.5;
  above.elem(arma::find(kPoint > 0)) += 0.5;
  mixed += kPoint % kPoint;
  CHECK(cause(below, right) == "it is wrong only below 0");
  CHECK(cause(above, right) == "it is wrong only above 0");
  CHECK(cause(mixed, right).empty());
}
