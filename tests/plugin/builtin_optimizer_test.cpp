// The shipped optimizers against trajectories computed apart from this code: NumPy 1.24, float64,
// from the papers' formulas (Nesterov's in its textbook form, with the look-ahead made and undone),
// lr = 0.125.
#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "plugin/builtin.hpp"

namespace {

using ice::plugin::Optimizer;
using ice::plugin::test::optimizer;

constexpr double kRate = 0.125;
constexpr std::size_t kSteps = 4;
using Vector = std::array<double, 3>;
constexpr Vector kStart{1, -0.5, 0.25};
constexpr std::array<Vector, kSteps> kGradients{Vector{0.5, -2, 3}, Vector{0.25, 1.5, -1},
                                                Vector{-0.75, 0.125, 0}, Vector{2, -0.5, 0.25}};

struct OptimizerFigures {
  const char* name;
  const char* parameters;
  std::array<Vector, kSteps> w;  // after each step
};

// clang-format off
const OptimizerFigures kOptimizerFigures[] = {
    {"gradient_descent", R"({})",
     {Vector{0.9375, -0.25, -0.125},
      Vector{0.90625, -0.4375, 0.0},
      Vector{1.0, -0.453125, 0.0},
      Vector{0.75, -0.390625, -0.03125}}},
    {"momentum", R"({})",
     {Vector{0.9375, -0.25, -0.125},
      Vector{0.85, -0.2125, -0.3375},
      Vector{0.865, -0.194375, -0.52875},
      Vector{0.6285000000000001, -0.11556249999999998, -0.7321250000000001}}},
    {"momentum", R"({"beta": 0.75, "dampening": 0.75})",
     {Vector{0.984375, -0.4375, 0.15625},
      Vector{0.96484375, -0.4375, 0.1171875},
      Vector{0.9736328125, -0.44140625, 0.087890625},
      Vector{0.917724609375, -0.4287109375, 0.05810546875}}},
    {"nesterov", R"({})",
     {Vector{0.88125, -0.024999999999999994, -0.4625},
      Vector{0.77125, -0.17875, -0.52875},
      Vector{0.8785, -0.17806249999999998, -0.7008750000000001},
      Vector{0.4156500000000001, -0.04463124999999997, -0.9151625000000001}}},
    {"adagrad", R"({})",
     {Vector{0.875000000025, -0.37500000000625, 0.12500000000416667},
      Vector{0.8190983005975052, -0.45000000000325, 0.16452847075502142},
      Vector{0.9193212663039501, -0.45624220212098715, 0.16452847075502142},
      Vector{0.8060935628946186, -0.4317570967782268, 0.15467709067734323}}},
    {"rmsprop", R"({})",
     {Vector{0.6047153174789509, -0.10471529872895247, -0.14528470335438082},
      Vector{0.420412883154894, -0.3498604644465544, -0.014249100137767395},
      Vector{0.7475528233582529, -0.37136239012142325, -0.014249100137767395},
      Vector{0.38439874950934927, -0.2829966845343589, -0.050494537428806496}}},
    {"rmsprop", R"({"rho": 0.5, "epsilon": 0.01})",
     {Vector{0.8280857733220207, -0.32446452792975966, 0.0740527280973208},
      Vector{0.7292516109328399, -0.45221212549711504, 0.14897874336958977},
      Vector{0.8901069083195139, -0.4671705900080756, 0.14897874336958977},
      Vector{0.7213106275391772, -0.39118274806278686, 0.11254796830998763}}},
    {"adam", R"({})",
     {Vector{0.8750000025, -0.375000000625, 0.12500000041666665},
      Vector{0.758477550596828, -0.36383437476250274, 0.07497267914613734},
      Vector{0.7687246501384725, -0.3592049678968418, 0.03630141484817197},
      Vector{0.7064688374421347, -0.34123944866749206, -0.0010100931283272135}}},
    {"adam", R"({"beta1": 0.5, "beta2": 0.75, "epsilon": 0.1})",
     {Vector{0.8958333333333334, -0.38095238095238093, 0.12903225806451613},
      Vector{0.8086580953824108, -0.4036955638895169, 0.110130814128402},
      Vector{0.8620032234554531, -0.4227267672350675, 0.09953565876677706},
      Vector{0.7781748204830716, -0.40513555715628286, 0.08130969158076116}}},
    {"adamw", R"({})",
     {Vector{0.8737500025, -0.374375000625, 0.12468750041666665},
      Vector{0.756135363093703, -0.3627414060117215, 0.0745043197706165},
      Vector{0.7654372934314804, -0.3576585723885459, 0.035739925072937856},
      Vector{0.7022246841183533, -0.3392459799437105, -0.0016162578099024952}}},
    {"adamw", R"({"weight_decay": 0.5})",
     {Vector{0.8125000025, -0.343750000625, 0.10937500041666665},
      Vector{0.645196300440578, -0.3110999997234402, 0.05251174162009567},
      Vector{0.6151186312046864, -0.28702684287506425, 0.01055849347087432},
      Vector{0.5144179040580557, -0.251122145966023, -0.027412920347554506}}},
};
// clang-format on

// Parameters that are too many for one vector register: the three of the figures again and again.
template <class T>
arma::Mat<T> repeated(const Vector& x) {
  const arma::vec three(x.data(), x.size());
  return arma::conv_to<arma::Mat<T>>::from(arma::repmat(three, 13, 1));
}

}  // namespace

TEMPLATE_TEST_CASE("optimizers: four steps go where NumPy's go", "", float, double) {
  using Mat = arma::Mat<TestType>;
  const TestType tolerance = 32 * std::numeric_limits<TestType>::epsilon();
  for (const OptimizerFigures& figures : kOptimizerFigures) {
    const Optimizer it = optimizer(figures.name, figures.parameters);
    Mat w = repeated<TestType>(kStart);
    Mat slots(w.n_rows, it.slot_count(), arma::fill::zeros);
    for (std::size_t t = 1; t <= kSteps; ++t) {
      it.step(t, kRate, repeated<TestType>(kGradients[t - 1]), w, slots);
      CAPTURE(figures.name, figures.parameters, t, w.head_rows(3), figures.w[t - 1]);
      CHECK(arma::approx_equal(w, repeated<TestType>(figures.w[t - 1]), "absdiff", tolerance));
    }
  }
}

TEST_CASE(
    "optimizers: Adam's first step has the size of the learning rate, whatever the gradient's") {
  const Optimizer adam = optimizer("adam", R"({"epsilon": 1e-30})");
  arma::mat w(3, 1, arma::fill::zeros), slots(3, 2, arma::fill::zeros);
  adam.step(1, 0.25, arma::vec{1e-12, -1, 1e12}, w, slots);
  CHECK(arma::approx_equal(w, arma::vec{-0.25, 0.25, -0.25}, "reldiff", 1e-12));
}

TEST_CASE("optimizers: Adam's bias correction is exact far into training and for betas of 0") {
  const Optimizer late = optimizer("adam", R"({"beta1": 0, "beta2": 0})");
  arma::mat w(1, 1, arma::fill::zeros), slots(1, 2, arma::fill::zeros);
  late.step(1'000'000'000, 0.5, arma::vec{4}, w, slots);
  CHECK(w[0] == Approx(-0.5).epsilon(1e-7));
}

TEST_CASE("optimizers: AdamW pulls weights to zero where the gradient is zero") {
  const Optimizer adamw = optimizer("adamw", R"({"weight_decay": 0.5})");
  arma::mat w = arma::vec{2}, slots(1, 2, arma::fill::zeros);
  adamw.step(1, 0.125, arma::vec{0}, w, slots);
  CHECK(w[0] == Approx(2 * (1 - 0.125 * 0.5)));
}

TEMPLATE_TEST_CASE("optimizers: a gradient of 0 moves nothing, with the least epsilon too", "",
                   float, double) {
  using Mat = arma::Mat<TestType>;
  for (const char* name : {"adagrad", "adam", "rmsprop", "adamw"}) {
    CAPTURE(name);
    const bool decays = std::string(name) == "adamw";
    const Optimizer it = optimizer(
        name, decays ? R"({"epsilon": 1e-30, "weight_decay": 0})" : R"({"epsilon": 1e-30})");
    Mat w(3, 1, arma::fill::value(0.5)), slots(3, it.slot_count(), arma::fill::zeros);
    it.step(1, kRate, Mat(3, 1, arma::fill::zeros), w, slots);
    CHECK(arma::all(arma::vectorise(w) == TestType(0.5)));
  }
}

TEST_CASE("optimizers: an epsilon that is 0 in float is refused") {
  CHECK_THROWS_WITH(optimizer("adam", R"({"epsilon": 1e-50})"),
                    Catch::Contains("core/adam: epsilon = 1e-50 is not >= 1e-30"));
}
