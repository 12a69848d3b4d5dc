// The shipped activations against figures computed apart from this code: mpmath 1.2.1 with 50
// digits from the defining formulas, slopes by its numerical derivative.
#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "base/rng.hpp"
#include "plugin/builtin.hpp"

namespace {

using ice::plugin::Activation;
using ice::plugin::test::activation;

constexpr std::size_t kPoints = 7;
constexpr std::array<double, kPoints> kZ{-40, -6.5, -1.25, -0.03125, 0.4375, 2.25, 9.5};

struct Figures {
  const char* name;
  const char* parameters;
  std::array<double, kPoints> values, slopes;  // at kZ
};

// clang-format off
const Figures kFigures[] = {
    {"sigmoid", R"({})",
     {4.248354255291589e-18, 0.0015011822567369915, 0.22270013882530885, 0.49218813572079557, 0.60766316983289162, 0.90465053510089051, 0.99992515377248939},
     {4.248354255291589e-18, 0.0014989287085690496, 0.17310478699249702, 0.24993897477648329, 0.23840864186153393, 0.086257944442562981, 7.4840625552838661e-5}},
    {"tanh", R"({})",
     {-1.0, -0.99999547935140419, -0.8482836399575129, -0.031239831446031257, 0.41157005567402245, 0.97802611473881364, 0.99999998879440719},
     {7.2194055513816607e-35, 9.0412767553505711e-6, 0.28041486618043263, 0.99902407293122356, 0.83061008927248206, 0.043464918888900937, 2.2411185499018449e-8}},
    {"relu", R"({})",
     {0.0, 0.0, 0.0, 0.0, 0.4375, 2.25, 9.5},
     {0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0}},
    {"leaky_relu", R"({})",
     {-0.4, -0.065, -0.0125, -0.0003125, 0.4375, 2.25, 9.5},
     {0.01, 0.01, 0.01, 0.01, 1.0, 1.0, 1.0}},
    {"leaky_relu", R"({"slope": 0.25})",
     {-10.0, -1.625, -0.3125, -0.0078125, 0.4375, 2.25, 9.5},
     {0.25, 0.25, 0.25, 0.25, 1.0, 1.0, 1.0}},
    {"linear", R"({})",
     {-40.0, -6.5, -1.25, -0.03125, 0.4375, 2.25, 9.5},
     {1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0}},
    {"elu", R"({})",
     {-1.0, -0.99849656080702243, -0.7134952031398099, -0.030766765523655918, 0.4375, 2.25, 9.5},
     {4.248354255291589e-18, 0.0015034391929775724, 0.2865047968601901, 0.96923323447634408, 1.0, 1.0, 1.0}},
    {"elu", R"({"alpha": 0.5})",
     {-0.5, -0.49924828040351121, -0.35674760156990495, -0.015383382761827959, 0.4375, 2.25, 9.5},
     {2.1241771276457945e-18, 0.00075171959648878622, 0.14325239843009505, 0.48461661723817204, 1.0, 1.0, 1.0}},
    {"selu", R"({})",
     {-1.7580993408473769, -1.7554561453931989, -1.254395446337865, -0.054091030187145269, 0.45968168196802272, 2.3640772215498311, 9.9816593798770647},
     {7.4690288159142912e-18, 0.0026431954541779823, 0.50370389450951182, 1.7040083106602316, 1.0507009873554805, 1.0507009873554805, 1.0507009873554805}},
    {"gelu", R"({})",
     {0.0, -2.6104003795084266e-10, -0.13206221708356907, -0.015235471330175715, 0.29274245523211535, 2.2224949365261494, 9.5},
     {0.0, -1.6950517937572626e-9, -0.12266158306942212, 0.47507422219324891, 0.82773350066431558, 1.059189743975207, 1.0}},
    {"silu", R"({})",
     {-1.6993417021166356e-16, -0.009757684668790445, -0.27837517353163607, -0.015380879241274861, 0.26585263680189009, 2.0354637039770036, 9.4992889608386492},
     {-1.6568581595637197e-16, -0.0082418543489618307, 0.0063191550846875812, 0.48437754275903046, 0.71196695064731272, 1.0987309100966572, 1.0006361397152414}},
    {"softplus", R"({})",
     {4.248354255291589e-18, 0.0015023101597542838, 0.25192908134537289, 0.67764424590571493, 0.93563454751437535, 2.3502065589167472, 9.5000748490286293},
     {4.248354255291589e-18, 0.0015011822567369915, 0.22270013882530885, 0.49218813572079557, 0.60766316983289162, 0.90465053510089051, 0.99992515377248939}},
    {"mish", R"({})",
     {-1.6993417021166356e-16, -0.0097650086920713296, -0.30841396114152768, -0.018437055442230194, 0.32077942229650186, 2.2094567576626257, 9.4999998935628029},
     {-1.6568581595637197e-16, -0.0082553536168061339, -0.014697562473019539, 0.5799587207859411, 0.85614114827124644, 1.0546748136506062, 1.0000002016545446}},
    {"hard_sigmoid", R"({})",
     {0.0, 0.0, 0.25, 0.49375, 0.5875, 0.95, 1.0},
     {0.0, 0.0, 0.2, 0.2, 0.2, 0.2, 0.0}},
    {"hard_sigmoid", R"({"slope": 0.5})",
     {0.0, 0.0, 0.0, 0.484375, 0.71875, 1.0, 1.0},
     {0.0, 0.0, 0.0, 0.5, 0.5, 0.0, 0.0}},
};
// clang-format on

template <class T>
arma::Mat<T> random_matrix(arma::uword rows, arma::uword cols, std::uint64_t seed) {
  ice::base::Stream stream(seed, ice::base::Purpose::kData);
  arma::Mat<T> M(rows, cols);
  for (T& x : M) x = static_cast<T>(2 * stream.normal());
  return M;
}

template <class T>
arma::Mat<T> forward(const Activation& g, const arma::Mat<T>& Z) {
  arma::Mat<T> A(arma::size(Z));
  g.forward(Z, A);
  return A;
}

template <class T>
arma::Mat<T> backward(const Activation& g, const arma::Mat<T>& Z, const arma::Mat<T>& dA) {
  arma::Mat<T> dZ(arma::size(Z));
  g.backward(Z, forward(g, Z), dA, dZ);
  return dZ;
}

}  // namespace

TEMPLATE_TEST_CASE("activations: values and slopes are those of mpmath", "", float, double) {
  using Mat = arma::Mat<TestType>;
  const double epsilon = std::numeric_limits<TestType>::epsilon();
  for (const Figures& figures : kFigures) {
    const Activation g = activation(figures.name, figures.parameters);
    Mat Z(kPoints, 1), ones(kPoints, 1, arma::fill::ones);
    for (std::size_t i = 0; i < kPoints; ++i) Z[i] = static_cast<TestType>(kZ[i]);
    const Mat A = forward(g, Z), dZ = backward(g, Z, ones);
    for (std::size_t i = 0; i < kPoints; ++i) {
      CAPTURE(figures.name, figures.parameters, kZ[i]);
      // gelu's left tail magnifies the rounding of z / sqrt 2 z^2 times.
      CHECK(std::abs(A[i] - figures.values[i]) <= 64 * epsilon * std::abs(figures.values[i]));
      CHECK(std::abs(dZ[i] - figures.slopes[i]) <= 8 * epsilon * (1 + std::abs(figures.slopes[i])));
    }
  }
}

TEMPLATE_TEST_CASE("activations: softmax is that of mpmath, column by column", "", float, double) {
  using Mat = arma::Mat<TestType>;
  const Activation g = activation("softmax");
  const Mat Z{{-1.5, 998.5}, {0.25, 1000.25}, {3, 1003}};  // the second column is the first + 1000
  const Mat dA{{0.5, 0.5}, {-2, -2}, {1.25, 1.25}};
  const arma::vec a{0.010333595967625783, 0.059465739008061356, 0.93020066502431286};
  const arma::vec dz{-0.0056730010788195706, -0.18131021470931189, 0.18698321578813146};
  const auto tolerance = 8 * std::numeric_limits<TestType>::epsilon();
  for (arma::uword j = 0; j < 2; ++j) {
    CHECK(arma::approx_equal(arma::conv_to<arma::vec>::from(forward(g, Z).col(j)), a, "absdiff",
                             tolerance));
    CHECK(arma::approx_equal(arma::conv_to<arma::vec>::from(backward(g, Z, dA).col(j)), dz,
                             "absdiff", tolerance));
  }
}

TEST_CASE("activations: backward is the derivative of forward, by central differences") {
  constexpr double kStep = 1e-5;
  for (const ice::plugin::PluginInfo& info : ice::plugin::test::shipped().plugins()) {
    if (info.kind != ice::plugin::Kind::kActivation) continue;
    const Activation g = activation(info.id);
    const arma::mat Z = random_matrix<double>(3, 4, 7), dA = random_matrix<double>(3, 4, 8);
    const arma::mat dZ = backward(g, Z, dA);
    for (arma::uword i = 0; i < Z.n_elem; ++i) {
      arma::mat up = Z, down = Z;
      up[i] += kStep;
      down[i] -= kStep;
      const double numeric = arma::accu(dA % (forward(g, up) - forward(g, down))) / (2 * kStep);
      CAPTURE(info.id, Z[i]);
      CHECK(dZ[i] == Approx(numeric).epsilon(1e-8).margin(1e-9));
    }
  }
}

TEMPLATE_TEST_CASE("activations: in place is what it is out of place, where it is promised", "",
                   float, double) {
  using Mat = arma::Mat<TestType>;
  for (const ice::plugin::PluginInfo& info : ice::plugin::test::shipped().plugins()) {
    if (info.kind != ice::plugin::Kind::kActivation) continue;
    CAPTURE(info.id);
    const Activation g = activation(info.id);
    REQUIRE(g.in_place());
    const Mat Z = random_matrix<TestType>(3, 5, 1), dA = random_matrix<TestType>(3, 5, 2);
    const Mat A = forward(g, Z), dZ = backward(g, Z, dA);
    Mat over_Z = Z, over_dA = dA;
    g.forward(over_Z, over_Z);
    CHECK(arma::approx_equal(over_Z, A, "absdiff", 0.0));
    g.backward(Z, A, over_dA, over_dA);
    CHECK(arma::approx_equal(over_dA, dZ, "absdiff", 0.0));
  }
}

TEMPLATE_TEST_CASE("activations: NaN stays NaN, so that divergence is found", "", float, double) {
  using Mat = arma::Mat<TestType>;
  for (const ice::plugin::PluginInfo& info : ice::plugin::test::shipped().plugins()) {
    if (info.kind != ice::plugin::Kind::kActivation) continue;
    Mat Z = random_matrix<TestType>(37, 2, 3);
    Z(20, 1) = std::numeric_limits<TestType>::quiet_NaN();
    const Mat A = forward(activation(info.id), Z);
    CAPTURE(info.id);
    CHECK(std::isnan(A(20, 1)));
    CHECK_FALSE(A.col(0).has_nan());
  }
}

TEST_CASE("activations: gains are those of He et al. and of fixed points") {
  CHECK(activation("relu").gain() == Approx(std::sqrt(2.0)));
  CHECK(activation("leaky_relu", R"({"slope": 1})").gain() == Approx(1.0));
  CHECK(activation("tanh").gain() == Approx(5.0 / 3));
  CHECK(activation("selu").gain() == 1.0);
  CHECK(activation("linear").gain() == 1.0);
}
