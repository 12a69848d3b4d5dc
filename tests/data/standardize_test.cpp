// Mean and deviation of the training part; rounding noise is no feature.
#include "data/standardize.hpp"

#include <fmt/format.h>

#include <armadillo>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <numeric>

#include "base/rng.hpp"
#include "data/environment.hpp"
#include "data/hdf5_files.hpp"
#include "data/parts.hpp"

namespace ice::data {
namespace {

using base::Value;
using Numbers = std::vector<double>;

constexpr double kDoubleUnit = std::numeric_limits<double>::epsilon();
constexpr double kFloatUnit = std::numeric_limits<float>::epsilon();

Samples feature(const Numbers& values) {
  Samples samples;
  samples.n_x = samples.n_y = 1;
  samples.m = values.size();
  samples.values = values;
  samples.Y = Numbers(values.size(), 1.0);
  samples.task = Task::kRegression;
  return samples;
}

// The feature as it is trained on.
arma::rowvec standardized(const Samples& samples) {
  const Shared shared =
      share(samples, {{"name", "planar"}, {"standardize", true}}, Precision::kFloat64, "");
  return map<double>(shared.shape, shared.memory.get()).train.X;
}
arma::rowvec standardized(const Numbers& values) { return standardized(feature(values)); }

bool is_constant(const Numbers& values) { return arma::abs(standardized(values)).max() < 1e-5; }
bool is_spread(const Numbers& values) {
  const arma::rowvec x = standardized(values);
  return std::fabs(arma::mean(x)) < 1e-2 && std::fabs(arma::stddev(x, 1) - 1) < 1e-5;
}

// 100 numbers around `mean` with this deviation.
Numbers around(double mean, double deviation, std::uint64_t seed = 1) {
  base::Stream stream(seed, base::Purpose::kStatistics);
  Numbers values(100);
  for (double& x : values) x = mean + deviation * stream.normal();
  return values;
}

Numbers as_floats(Numbers values) {
  for (double& x : values) x = static_cast<float>(x);
  return values;
}

}  // namespace

TEST_CASE("standardize: a number with rounding noise is constant, whatever its size") {
  for (int power = -140; power <= 140; power += 20) {
    const double mean = 1.2345678901234567 * std::pow(10.0, power);
    INFO(mean);
    CHECK(is_constant(around(mean, 0)));
    CHECK(is_constant(around(mean, 1.5 * kDoubleUnit * mean)));
    CHECK(is_constant(around(-mean, 1.5 * kDoubleUnit * mean)));
  }
  CHECK(is_constant({0.1 + 0.2, 0.3, 0.3, 0.1 + 0.2}));
  CHECK(is_constant({0.7 + 0.1, 0.8, 0.4 * 2, 8 * 0.1}));
}

TEST_CASE("standardize: noise of floats is noise, too") {
  for (const double mean : {1e-30, 0.1, 3.7, 1234.5, 1e8, 1e30}) {
    INFO(mean);
    CHECK(is_constant(as_floats(around(mean, 0.6 * kFloatUnit * mean))));
  }
}

TEST_CASE("standardize: what varies by more is a feature, whatever its mean") {
  for (const double mean : {0.0, 1.0, -1e3, 1e6, 1e9, 1e12}) {
    INFO(mean);
    CHECK(is_spread(around(mean, 1)));
    if (std::fabs(mean) < 1e9) CHECK(is_spread(around(mean, 1e-3)));
  }
  CHECK(is_spread(around(1, 1e-9)));  // digits that a float would not hold
  CHECK(is_spread(around(1e9, 1e-4)));
  CHECK(is_spread(around(0, 1e-100)));  // small, but not around anything
  CHECK(is_spread(as_floats(around(100, 0.01))));
}

TEST_CASE("standardize: whole numbers and halves are exact, so they are no noise") {
  CHECK(is_spread({1'000'000, 1'000'001, 1'000'000, 1'000'001}));
  CHECK(is_spread({1e15, 1e15 + 1, 1e15, 1e15 + 1}));
  CHECK(is_spread({1'000'000, 1'000'000.5, 1'000'000, 1'000'000.5}));
  CHECK(is_spread({1.7e9, 1.7e9 + 1, 1.7e9 + 2, 1.7e9 + 3}));  // seconds since 1970
}

TEST_CASE("standardize: noise of a column keeps its figures apart from the others'") {
  Samples samples = feature({});
  samples.n_x = 2;
  samples.m = 4;
  samples.values = {0.1 + 0.2, 1, 0.3, 3, 0.3, 5, 0.1 + 0.2, 7};
  samples.Y = {1, 2, 3, 4};
  std::vector<std::uint64_t> all(4);
  std::iota(all.begin(), all.end(), 0U);
  const Moments moments = measure(samples, all);
  CHECK(moments.mean[1] == 4);
  CHECK(moments.deviation[1] == Approx(std::sqrt(5.0)));
  CHECK(moments.deviation[0] == 1);
}

TEST_CASE("standardize: noise in every source of values is treated alike") {
  const TemporaryFolder folder;
  std::string table = "a,b,y\n";
  Numbers noisy, both;
  for (int i = 0; i < 20; ++i) {
    const double a = static_cast<float>(1234.5 + (i % 3 - 1) * 1234.5 * kFloatUnit);
    both.insert(both.end(), {a, static_cast<double>(19 - i)});
    table += fmt::format("{:.17g},{},{}\n", a, 19 - i, i % 4);
  }
  folder.write("f.csv", table);
  {
    const Hdf5Maker maker(folder.path() / "f.h5");
    maker.add("x", H5T_IEEE_F32LE, {20, 2}, both);
    maker.add("y", H5T_IEEE_F64LE, {20, 1}, Numbers(20, 1.0));
  }
  for (Value section : {Value{{"name", "csv"}, {"file", "f.csv"}, {"target", "y"}},
                        Value{{"name", "hdf5"}, {"file", "f.h5"}, {"x", "x"}, {"y", "y"}}}) {
    section["standardize"] = true;
    const Shared shared = share(load(section, {folder.path()}), section, Precision::kFloat32, "");
    const auto parts = map<float>(shared.shape, shared.memory.get());
    CHECK(arma::abs(parts.train.X.row(0)).max() < 1e-6F);
    CHECK(arma::stddev(parts.train.X.row(1), 1) == Approx(1).epsilon(1e-5));
  }
}

}  // namespace ice::data
