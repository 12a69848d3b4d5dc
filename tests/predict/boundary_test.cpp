#include "predict/boundary.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <filesystem>

#include "support/studies.hpp"
#include "support/temporary_folder.hpp"

using namespace ice;
using namespace ice::predict;
using Catch::Contains;
using test::Bench;
using test::small_study;

namespace {

constexpr std::uint64_t kPlaces = 161;

std::vector<std::string> keys_of(const ice::study::Study& study) {
  Bench bench(study);
  std::vector<std::string> keys;
  for (const plan::PlannedTrial& trial : bench.plan().trials)
    keys.push_back(code::unpack_key(trial.key));
  return keys;
}

// No network is saved: all are trained.
Planes planes(const std::vector<std::string>& overrides,
              const std::string& experiment = "  seeds: [7]\n") {
  const ice::study::Study of = small_study(overrides, experiment);
  return planes_of({{&of, keys_of(of)}}, {}, "/nowhere/ice.db", kPlaces);
}

std::size_t place(double value, double low, double high) {
  return static_cast<std::size_t>(std::lround((value - low) / (high - low) * (kPlaces - 1)));
}

// The share of the training samples in whose place the network says their class.
double agreement(const Planes& planes, std::size_t run) {
  const TrainedPlane& plane = planes.of_runs[run];
  double right = 0;
  for (const PlanePoint& sample : plane.samples) {
    const std::size_t x = place(sample.x, planes.grid.x_low, planes.grid.x_high);
    const std::size_t y = place(sample.y, planes.grid.y_low, planes.grid.y_high);
    right += plane.regions[y * kPlaces + x] == sample.label ? 1 : 0;
  }
  return right / static_cast<double>(plane.samples.size());
}

std::string error_of_planes(const std::vector<std::string>& overrides) {
  return test::error_of([&] { (void)planes(overrides); });
}

}  // namespace

TEST_CASE("boundary: each run has its own regions, in the order of the keys") {
  // A hidden layer separates what a straight line cannot.
  const Planes both = planes({"data.name=xor", "data.samples=200", "data.noise=0.1",
                              "training.epochs=300", "initializer.scale=1"},
                             "  seeds: [7]\n  parameters: {network.hidden: {values: [[], [8]]}}\n");
  REQUIRE(both.of_runs.size() == 2);
  CHECK(both.features == std::vector<std::string>{"x1", "x2"});
  CHECK(both.classes == std::vector<std::string>{"0", "1"});
  CHECK(both.of_runs[0].regions.size() == kPlaces * kPlaces);
  CHECK(agreement(both, 0) < 0.8);
  CHECK(agreement(both, 1) > 0.95);
}

TEST_CASE(
    "boundary: the grid lies around the samples, and standardized ones are in their own units") {
  const std::vector<std::string> spread{"data.name=blobs", "data.classes=2", "data.samples=60",
                                        "data.noise=0.5"};
  std::vector<std::string> standardized{"data.name=blobs",       "data.classes=2",
                                        "data.samples=60",       "data.noise=0.5",
                                        "data.standardize=true", "training.epochs=200"};
  const Planes raw = planes(spread), units = planes(standardized);
  std::vector<double> x;
  REQUIRE(raw.of_runs[0].samples.size() == units.of_runs[0].samples.size());
  for (std::size_t j = 0; j < raw.of_runs[0].samples.size(); ++j) {
    const PlanePoint &a = raw.of_runs[0].samples[j], &b = units.of_runs[0].samples[j];
    CHECK(a.x == Approx(b.x).margin(1e-5));
    CHECK(a.y == Approx(b.y).margin(1e-5));
    CHECK(a.label == b.label);
    x.push_back(a.x);
  }
  const auto [low, high] = std::minmax_element(x.begin(), x.end());
  CHECK(raw.grid.x_low == Approx(*low - 0.08 * (*high - *low)));
  CHECK(raw.grid.x_high == Approx(*high + 0.08 * (*high - *low)));
  CHECK(agreement(units, 0) > 0.95);
}

TEST_CASE("boundary: more than two classes") {
  const Planes planes_of_three =
      planes({"data.name=blobs", "data.classes=3", "data.samples=90", "data.noise=0.5",
              "loss=categorical_cross_entropy", "network.output=softmax", "training.epochs=200",
              "optimizer.learning_rate=0.3"});
  CHECK(planes_of_three.classes.size() == 3);
  CHECK(agreement(planes_of_three, 0) > 0.95);
}

TEST_CASE("boundary: of what it cannot be drawn") {
  CHECK(error_of_planes({"data.name=blobs", "data.features=3", "data.classes=2"}) ==
        "boundary: data 'blobs' has 3 features, and a plane is drawn of classes by two features");
  const ice::study::Study of = small_study();
  CHECK(test::error_of([&] {
          (void)planes_of({{&of, {std::string(64, '0')}}}, {}, "/nowhere/ice.db", 3);
        }) == "run 000000: cannot be trained again: its plugins or data are no longer the same");
}

TEST_CASE("boundary: no temporary network is left behind") {
  const test::TemporaryFolder own;
  ::setenv("TMPDIR", own.path().c_str(), 1);
  (void)planes({});
  ::unsetenv("TMPDIR");
  CHECK(std::filesystem::is_empty(own.path()));
}
