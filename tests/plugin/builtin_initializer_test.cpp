// The shipped initializers: the moments of what they draw, by formulas written here again; 5
// standard errors, so a wrong alarm in about one of 10^6 checks, and none as long as the stream
// stays the same.
#include <catch2/catch.hpp>
#include <cmath>

#include "base/error.hpp"
#include "plugin/builtin.hpp"

namespace {

using ice::base::Purpose;
using ice::base::Stream;
using ice::plugin::Initializer;
using ice::plugin::LayerShape;
using ice::plugin::test::initializer;

constexpr std::uint64_t kFanIn = 500, kFanOut = 200;

template <class T>
arma::Mat<T> fill(const Initializer& initializer, std::uint64_t seed, std::uint32_t l = 1,
                  std::uint64_t fan_in = kFanIn, std::uint64_t fan_out = kFanOut, double gain = 1) {
  const LayerShape layer{l, fan_in, fan_out, gain, "core/relu"};
  Stream stream(seed, Purpose::kInit, l);
  arma::Mat<T> W(fan_out, fan_in), b(fan_out, 1);
  W.fill(arma::Datum<T>::nan);
  b.fill(arma::Datum<T>::nan);
  initializer.fill(layer, stream, W, b);
  CHECK(arma::all(arma::vectorise(b) == 0));
  return W;
}

struct Expected {
  const char* name;
  const char* parameters;
  double mean, deviation;
  double kurtosis;  // of the distribution: 3 normal, 1.8 uniform
};

const Expected kExpected[] = {
    {"normal", "{}", 0, 0.01, 3},
    {"normal", R"({"mean": 2, "scale": 0.5})", 2, 0.5, 3},
    {"uniform", "{}", 0, 0.05 / std::sqrt(3.0), 1.8},
    {"uniform", R"({"mean": -1, "scale": 3})", -1, std::sqrt(3.0), 1.8},
    {"xavier_normal", "{}", 0, std::sqrt(2.0 / 700), 3},
    {"xavier_uniform", "{}", 0, std::sqrt(2.0 / 700), 1.8},
    {"he_normal", "{}", 0, std::sqrt(2.0 / 500), 3},
    {"he_uniform", "{}", 0, std::sqrt(2.0 / 500), 1.8},
    {"lecun_normal", "{}", 0, std::sqrt(1.0 / 500), 3},
};

}  // namespace

TEMPLATE_TEST_CASE(
    "initializers: 100 000 numbers have the mean, deviation and kurtosis they should", "", float,
    double) {
  for (const Expected& expected : kExpected) {
    const arma::mat W = arma::conv_to<arma::mat>::from(
        fill<TestType>(initializer(expected.name, expected.parameters), 42));
    const auto n = static_cast<double>(W.n_elem);
    const arma::mat z = (W - expected.mean) / expected.deviation;
    const double kurtosis = arma::accu(arma::pow(z, 4)) / n;
    CAPTURE(expected.name, expected.parameters);
    CHECK(std::abs(arma::accu(z) / n) <= 5 / std::sqrt(n));
    // The variance's standard error is sqrt((kurtosis - 1) / n).
    CHECK(std::abs(arma::accu(z % z) / n - 1) <= 5 * std::sqrt((expected.kurtosis - 1) / n));
    CHECK(kurtosis == Approx(expected.kurtosis).epsilon(0.04));
  }
}

TEST_CASE("initializers: uniform ones keep to their interval and fill it") {
  const arma::mat W = fill<double>(initializer("xavier_uniform"), 3);
  const double limit = std::sqrt(6.0 / 700);
  CHECK(W.max() <= limit);
  CHECK(W.min() >= -limit);
  CHECK(W.max() > 0.999 * limit);
  CHECK(W.min() < -0.999 * limit);
}

TEMPLATE_TEST_CASE("initializers: zeros and constant are what they say", "", float, double) {
  CHECK(arma::all(arma::vectorise(fill<TestType>(initializer("zeros"), 1)) == 0));
  CHECK(arma::all(arma::vectorise(fill<TestType>(initializer("constant", R"({"value": -2.5})"),
                                                 1)) == TestType(-2.5)));
}

// NumPy 1.24: np.random.seed(1); W1 = randn(3, 5); W2 = randn(2, 3), times 0.01 and over sqrt(3).
TEST_CASE("initializers: numpy_randn draws all layers from one NumPy stream, row by row") {
  const arma::mat W1{{0.01624345363663242, -0.006117564136500754, -0.005281717522634557,
                      -0.010729686221561705, 0.008654076293246785},
                     {-0.02301538696880283, 0.0174481176421648, -0.007612069008951028,
                      0.0031903909605709856, -0.0024937037547741008},
                     {0.01462107937044974, -0.02060140709497654, -0.003224172040135075,
                      -0.0038405435466841564, 0.011337694423354375}};
  const arma::mat W2{{-0.6350225192630744, -0.09955147204512875, -0.5068317938972831},
                     {0.024372118029750204, 0.33648852052663925, -0.6354427782391445}};
  arma::mat W(3, 5), b(3, 1);
  Stream unused(7, Purpose::kInit, 1);
  initializer("numpy_randn").fill({1, 5, 3, 1, "core/tanh"}, unused, W, b);
  CHECK(arma::approx_equal(W, W1, "reldiff", 1e-15));
  W.set_size(2, 3);
  b.set_size(2, 1);
  initializer("numpy_randn", R"({"scale": 1, "scaling": "fan_in"})")
      .fill({2, 3, 2, 1, "core/sigmoid", 15}, unused, W, b);
  CHECK(arma::approx_equal(W, W2, "reldiff", 1e-15));
}

TEST_CASE("initializers: He's gain is sqrt 2, or the activation's when asked") {
  const arma::mat relu = fill<double>(initializer("he_normal"), 9);
  const arma::mat linear =
      fill<double>(initializer("he_normal", R"({"gain": "activation"})"), 9, 1, kFanIn, kFanOut, 1);
  const arma::mat triple =
      fill<double>(initializer("he_normal", R"({"gain": "activation"})"), 9, 1, kFanIn, kFanOut, 3);
  CHECK(arma::approx_equal(relu, std::sqrt(2.0) * linear, "reldiff", 1e-14));
  CHECK(arma::approx_equal(triple, 3 * linear, "reldiff", 1e-14));
}

TEMPLATE_TEST_CASE("initializers: orthogonal has orthonormal columns or rows, times gain", "",
                   float, double) {
  using Mat = arma::Mat<TestType>;
  const Initializer orthogonal = initializer("orthogonal", R"({"gain": 1.5})");
  const auto tolerance = 100 * std::numeric_limits<TestType>::epsilon();
  const Mat tall = fill<TestType>(orthogonal, 4, 1, 7, 30),
            wide = fill<TestType>(orthogonal, 4, 1, 30, 7);
  const Mat identity = TestType(2.25) * arma::eye<Mat>(7, 7);
  CHECK(arma::approx_equal(Mat(tall.t() * tall), identity, "absdiff", tolerance));
  CHECK(arma::approx_equal(Mat(wide * wide.t()), identity, "absdiff", tolerance));
}

TEST_CASE(
    "initializers: orthogonal is spread evenly: its corner is as often negative as positive") {
  const Initializer orthogonal = initializer("orthogonal");
  int positive = 0;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    positive += fill<double>(orthogonal, seed, 1, 2, 3)(0, 0) > 0 ? 1 : 0;
  }
  CHECK(std::abs(positive - 200) <= 50);  // 5 standard deviations of 10
}

TEMPLATE_TEST_CASE("initializers: the seed and the layer decide every byte", "", float, double) {
  using Mat = arma::Mat<TestType>;
  const auto is_same = [](const Mat& a, const Mat& b) {
    return arma::approx_equal(a, b, "absdiff", 0.0);
  };
  for (const ice::plugin::PluginInfo& info : ice::plugin::test::shipped().plugins()) {
    if (info.kind != ice::plugin::Kind::kInitializer) continue;
    CAPTURE(info.id);
    const Initializer it = initializer(info.id);
    const Mat W = fill<TestType>(it, 5, 1, 11, 6);
    CHECK(is_same(W, fill<TestType>(it, 5, 1, 11, 6)));
    const bool draws = info.traits == std::vector<std::string>{"stochastic"};
    CHECK(is_same(W, fill<TestType>(it, 6, 1, 11, 6)) == !draws);
    CHECK(is_same(W, fill<TestType>(it, 5, 2, 11, 6)) == !draws);
  }
}
