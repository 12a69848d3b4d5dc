// The shipped losses against figures computed apart from this code: mpmath 1.2.1 with 50 digits
// from the defining formulas and their derivatives.
#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "base/rng.hpp"
#include "plugin/builtin.hpp"

namespace {

using ice::plugin::Activation;
using ice::plugin::Kind;
using ice::plugin::Loss;
using ice::plugin::PluginInfo;
using ice::plugin::test::activation;
using ice::plugin::test::loss;
using ice::plugin::test::shipped;

using Column = std::array<double, 3>;

struct LossFigures {
  const char* name;
  const char* parameters;
  bool is_fused;
  Column X, Y;  // A, or Z when fused
  double value;
  Column gradient;
};

const Column kP{0.9375, 0.125, 0.5}, kPY{1, 0, 0.25}, kLossZ{2.5, -0.75, 0.125};
const Column kC{0.75, 0.0625, 0.1875}, kCY{0, 1, 0};
const Column kX{0.75, -2.5, 4}, kXY{1, 0.5, 3.75}, kSide{1, 1, 0};

const LossFigures kLossFigures[] = {
    {"binary_cross_entropy",
     "{}",
     false,
     kP,
     kPY,
     0.8912170943220391,
     {-1.0666666666666667, 1.1428571428571429, 1.0}},
    {"binary_cross_entropy",
     "{}",
     true,
     kLossZ,
     kPY,
     1.1921097757246186,
     {-0.075858180021243551, 0.32082130082460703, 0.28120937337375626}},
    {"categorical_cross_entropy", "{}", false, kC, kCY, 2.7725887222397812, {0, -16, 0}},
    {"categorical_cross_entropy",
     "{}",
     true,
     kLossZ,
     kCY,
     3.3737992989670935,
     {0.88355715392212473, -0.96574077128261874, 0.082183617360494009}},
    {"squared_error", "{}", false, kX, kXY, 4.5625, {-0.25, -3, 0.25}},
    {"squared_error", "{}", true, kX, kXY, 4.5625, {-0.25, -3, 0.25}},
    {"absolute_error", "{}", false, kX, kXY, 3.5, {-1, -1, 1}},
    {"huber", "{}", false, kX, kXY, 2.5625, {-0.25, -1, 0.25}},
    {"huber", R"({"delta": 0.125})", false, kX, kXY, 0.4140625, {-0.125, -0.125, 0.125}},
    {"hinge", "{}", false, kX, kSide, 8.75, {-1, -1, 1}},
    {"hinge", R"({"margin": 0.5})", false, kX, kSide, 7.5, {0, -1, 1}},
};

template <class T>
arma::Mat<T> column(const Column& x) {
  return arma::conv_to<arma::Mat<T>>::from(arma::vec(x.data(), x.size()));
}

template <class T>
arma::Mat<T> value(const Loss& loss, bool is_fused, const arma::Mat<T>& X, const arma::Mat<T>& Y) {
  arma::Mat<T> per_sample(1, X.n_cols);
  is_fused ? loss.fused_value(X, Y, per_sample) : loss.value(X, Y, per_sample);
  return per_sample;
}

template <class T>
arma::Mat<T> gradient(const Loss& loss, bool is_fused, const arma::Mat<T>& X,
                      const arma::Mat<T>& Y) {
  arma::Mat<T> dX(arma::size(X));
  is_fused ? loss.fused_gradient(X, Y, dX) : loss.gradient(X, Y, dX);
  return dX;
}

// Labels of both kinds at once: one-hot columns of n_y classes.
template <class T>
arma::Mat<T> one_hot(arma::uword n_y, arma::uword m) {
  arma::Mat<T> Y(n_y, m, arma::fill::zeros);
  for (arma::uword j = 0; j < m; ++j) Y((2 * j) % n_y, j) = 1;
  return Y;
}

arma::mat random_matrix(arma::uword rows, arma::uword cols, std::uint64_t seed) {
  ice::base::Stream stream(seed, ice::base::Purpose::kData);
  arma::mat M(rows, cols);
  for (double& x : M) x = stream.normal();
  return M;
}

}  // namespace

TEMPLATE_TEST_CASE("losses: values and gradients are those of mpmath", "", float, double) {
  const double epsilon = std::numeric_limits<TestType>::epsilon();
  for (const LossFigures& f : kLossFigures) {
    CAPTURE(f.name, f.parameters, f.is_fused);
    const auto X = column<TestType>(f.X), Y = column<TestType>(f.Y);
    const Loss it = loss(f.name, f.parameters);
    CHECK(value(it, f.is_fused, X, Y)[0] == Approx(f.value).epsilon(8 * epsilon));
    const arma::Mat<TestType> dX = gradient(it, f.is_fused, X, Y);
    for (arma::uword i = 0; i < 3; ++i) {
      CHECK(dX[i] == Approx(f.gradient[i]).epsilon(8 * epsilon).margin(epsilon));
    }
  }
}

TEST_CASE("losses: a column alone, and a single output, give what they give among others") {
  for (const LossFigures& f : kLossFigures) {
    CAPTURE(f.name, f.is_fused);
    const Loss it = loss(f.name, f.parameters);
    const auto X = column<double>(f.X), Y = column<double>(f.Y);
    const arma::mat both =
        value(it, f.is_fused, arma::mat(arma::join_rows(X, X)), arma::mat(arma::join_rows(Y, Y)));
    CHECK(both[0] == Approx(f.value));
    CHECK(both[1] == Approx(f.value));
    if (std::string(f.name) == "categorical_cross_entropy") continue;  // not a sum over its rows
    const arma::mat each = value(it, f.is_fused, arma::mat(X.t()), arma::mat(Y.t()));  // (1, 3)
    CHECK(arma::accu(each) == Approx(f.value));
  }
}

TEST_CASE("losses: gradients are the derivatives of the values, by central differences") {
  constexpr double kStep = 1e-6;
  for (const PluginInfo& info : shipped().plugins()) {
    if (info.kind != Kind::kLoss) continue;
    const Loss it = loss(info.id);
    const arma::mat Y = one_hot<double>(3, 4);
    for (const bool is_fused : {false, true}) {
      if (is_fused && info.fuses.empty()) continue;
      const bool is_probability = !is_fused && info.fuses != "core/linear" && !info.fuses.empty();
      const arma::mat R = random_matrix(3, 4, 11);
      const arma::mat X = is_probability ? arma::mat(1 / (1 + arma::exp(-R))) : R;
      const arma::mat dX = gradient(it, is_fused, X, Y);
      for (arma::uword i = 0; i < X.n_elem; ++i) {
        arma::mat up = X, down = X;
        up[i] += kStep;
        down[i] -= kStep;
        const double numeric =
            arma::accu(value(it, is_fused, up, Y) - value(it, is_fused, down, Y)) / (2 * kStep);
        CAPTURE(info.id, is_fused, X[i], Y[i]);
        CHECK(dX[i] == Approx(numeric).epsilon(1e-7).margin(1e-8));
      }
    }
  }
}

TEMPLATE_TEST_CASE("losses: fused is what activation and loss give one after the other", "", float,
                   double) {
  using Mat = arma::Mat<TestType>;
  const TestType tolerance = 50 * std::numeric_limits<TestType>::epsilon();
  for (const PluginInfo& info : shipped().plugins()) {
    if (info.fuses.empty()) continue;
    CAPTURE(info.id);
    const Loss it = loss(info.id);
    const Activation g = activation(info.fuses);
    const Mat Z = arma::conv_to<Mat>::from(random_matrix(3, 4, 12)), Y = one_hot<TestType>(3, 4);
    Mat A(3, 4), dZ(3, 4);
    g.forward(Z, A);
    g.backward(Z, A, gradient(it, false, A, Y), dZ);
    CHECK(arma::approx_equal(value(it, true, Z, Y), value(it, false, A, Y), "reldiff", tolerance));
    CHECK(arma::approx_equal(gradient(it, true, Z, Y), dZ, "both", tolerance, tolerance));
  }
}

TEMPLATE_TEST_CASE("losses: fused is exact where the composed overflows", "", float, double) {
  using Mat = arma::Mat<TestType>;
  const TestType far = sizeof(TestType) == 4 ? 60 : 800;
  const Loss binary = loss("binary_cross_entropy");
  const Mat Z{{far, -far, far, -far}}, Y{{1, 0, 0, 1}};
  const Mat wrong = value(binary, true, Z, Y);
  CHECK(wrong[0] == Approx(0).margin(1e-25));
  CHECK(wrong[1] == Approx(0).margin(1e-25));
  CHECK(wrong[2] == far);
  CHECK(wrong[3] == far);
  CHECK(arma::approx_equal(gradient(binary, true, Z, Y), Mat{{0, 0, 1, -1}}, "absdiff",
                           TestType(1e-25)));

  const Loss categorical = loss("categorical_cross_entropy");
  const Mat scores{{far, far}, {-far, -far}}, classes{{1, 0}, {0, 1}};
  CHECK(arma::approx_equal(value(categorical, true, scores, classes), Mat{{0, 2 * far}}, "absdiff",
                           0));
  CHECK(arma::approx_equal(gradient(categorical, true, scores, classes), Mat{{0, 1}, {0, -1}},
                           "absdiff", TestType(1e-25)));
}

TEMPLATE_TEST_CASE(
    "losses: certain probabilities cost nothing when right and a finite lot when wrong", "", float,
    double) {
  using Mat = arma::Mat<TestType>;
  const double most = -std::log(static_cast<double>(std::numeric_limits<TestType>::min()));
  for (const char* name : {"binary_cross_entropy", "categorical_cross_entropy"}) {
    CAPTURE(name);
    const Loss it = loss(name);
    const Mat A{{1, 0}, {0, 1}}, wrong = 1 - A;
    const Mat& right = A;
    CHECK(arma::approx_equal(value(it, false, A, right), Mat{{0, 0}}, "absdiff", 0));
    CHECK(gradient(it, false, A, right).is_finite());
    CHECK(gradient(it, false, A, wrong).is_finite());
    const Mat cost = value(it, false, A, wrong);
    const double outputs = std::string(name) == "binary_cross_entropy" ? 2 : 1;
    CHECK(cost[0] == Approx(outputs * most).epsilon(1e-6));
    CHECK(cost[1] == Approx(outputs * most).epsilon(1e-6));
  }
}

TEMPLATE_TEST_CASE("losses: binary cross-entropy's slope at a certain and right probability is 1",
                   "", float, double) {
  using Mat = arma::Mat<TestType>;
  const Mat right{0, 1}, dA = gradient(loss("binary_cross_entropy"), false, right, right);
  CHECK(dA[0] == 1);   // of -log(1 - a)
  CHECK(dA[1] == -1);  // of -log a
}

TEMPLATE_TEST_CASE("losses: NaN stays NaN, so that divergence is found", "", float, double) {
  using Mat = arma::Mat<TestType>;
  for (const PluginInfo& info : shipped().plugins()) {
    if (info.kind != Kind::kLoss) continue;
    CAPTURE(info.id);
    const Mat Y = one_hot<TestType>(2, 3);
    Mat X(2, 3, arma::fill::value(0.25));
    X(1, 1) = std::numeric_limits<TestType>::quiet_NaN();
    for (const bool is_fused : {false, true}) {
      if (is_fused && info.fuses.empty()) continue;
      const Mat cost = value(loss(info.id), is_fused, X, Y);
      CHECK(std::isnan(cost[1]));
      CHECK(std::isfinite(cost[0]));
    }
  }
}
