#include "search/parzen.hpp"

#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "search/oracle.hpp"

namespace {

using namespace ice::search;

// A distribution of Optuna.
Dimension dimension_from(const nlohmann::json& distribution) {
  const auto& attributes = distribution["attributes"];
  const bool is_whole = distribution["name"] == "IntDistribution";
  return {.kind = is_whole ? Dimension::Kind::kInteger : Dimension::Kind::kReal,
          .low = attributes["low"],
          .high = attributes["high"],
          .step = attributes["step"].is_null() ? 0.0 : attributes["step"].get<double>(),
          .is_log = attributes["log"]};
}

bool has_equal_values(const std::vector<double>& values) {
  return std::set<double>(values.begin(), values.end()).size() < values.size();
}

std::vector<std::pair<double, double>> sorted_kernels(const std::vector<double>& mus,
                                                      const std::vector<double>& sigmas) {
  std::vector<std::pair<double, double>> kernels;
  for (std::size_t k = 0; k < mus.size(); ++k) kernels.emplace_back(mus[k], sigmas[k]);
  std::ranges::sort(kernels);
  return kernels;
}

void check_kernels(const Dimension& dimension, const nlohmann::json& expected) {
  const std::vector<double> observed = expected["observations"]["x"];
  std::vector<double> mus, sigmas;
  for (const NormalKernel& kernel : normal_kernels(dimension, observed)) {
    mus.push_back(kernel.mu);
    sigmas.push_back(kernel.sigma);
  }
  REQUIRE(mus.size() == expected["kernels"]["x"]["mu"].size());
  const auto found = sorted_kernels(mus, sigmas);
  const auto wanted =
      sorted_kernels(expected["kernels"]["x"]["mu"], expected["kernels"]["x"]["sigma"]);
  for (std::size_t k = 0; k < found.size(); ++k) {
    CHECK(mus[k] == Approx(double(expected["kernels"]["x"]["mu"][k])).epsilon(1e-13));
    CHECK(found[k].second == Approx(wanted[k].second).epsilon(1e-12));
  }
}

// Of equal observations, which one gets the wider kernel is left to numpy's unstable sort there;
// here the order of cells decides. Where their weights differ, too, densities then do so slightly.
void check_case(const nlohmann::json& expected) {
  const std::vector<double> observed = expected["observations"]["x"];
  CAPTURE(expected["space"], observed.size());
  const Dimension dimension = dimension_from(expected["parameters"]["x"]);
  check_kernels(dimension, expected);
  const std::vector<double> weights = age_weights(observed.size());
  for (std::size_t k = 0; k < weights.size(); ++k)
    CHECK(weights[k] == Approx(double(expected["mixture_weights"][k])).epsilon(1e-13));

  std::vector<Point> points;
  for (const double x : observed) points.push_back({x});
  const ParzenEstimator estimator({dimension}, points);
  const double margin = has_equal_values(observed) && observed.size() > 25 ? 0.15 : 1e-10;
  for (std::size_t i = 0; i < expected["points"]["x"].size(); ++i) {
    CHECK(estimator.log_density({expected["points"]["x"][i]}) ==
          Approx(double(expected["log_pdf"][i])).margin(margin));
  }
}

// A range from 0 to 4 and three choices, observed twice.
ParzenEstimator mixed() {
  return {{{.low = 0, .high = 4}, {.kind = Dimension::Kind::kCategory, .choices = 3}},
          {{1, 2}, {3, 0}}};
}

}  // namespace

TEST_CASE("parzen: kernels, weights and densities are those of Optuna 5") {
  const nlohmann::json figures = oracle("tpe.json");
  for (const auto& expected : figures["cases"]) check_case(expected);
}

TEST_CASE("parzen: kernels, weights and densities are those of Optuna 5 in all cases kept") {
  const nlohmann::json figures = whole_oracle("tpe.json");
  CHECK(figures["cases"].size() == 40);
  for (const auto& expected : figures["cases"]) check_case(expected);
}

// The sum over the three kernels of products of scipy.stats.truncnorm.pdf (SciPy 1.10.1), of
// deviations 2, 2 (to the other observation) and 4, and of the choices' shares (1/3 and 4/3) / 2.
TEST_CASE("parzen: a kernel is a product over the parameters") {
  CHECK(mixed().log_density({0.5, 2}) == Approx(-2.2645582282951366).epsilon(1e-12));
  CHECK(mixed().log_density({3.5, 1}) == Approx(-2.950917392391663).epsilon(1e-12));
}

// _ParzenEstimator of Optuna 3.1.0.
TEST_CASE("parzen: probabilities of choices are those of Optuna") {
  const ParzenEstimator estimator({{.kind = Dimension::Kind::kCategory, .choices = 4}},
                                  {{2}, {0}, {0}, {3}});
  CHECK(estimator.log_density({0}) == Approx(-1.0185695809945732).epsilon(1e-12));
  CHECK(estimator.log_density({1}) == Approx(-1.9740810260220094).epsilon(1e-12));
  CHECK(estimator.log_density({2}) == Approx(-1.3862943611198906).epsilon(1e-12));
}

// The shares of 8000 draws have a deviation below 0.0056; each limit is at 5.4 of them.
TEST_CASE("parzen: draws have the density that is told of them") {
  const ParzenEstimator estimator = mixed();
  ice::base::Stream stream(1, ice::base::Purpose::kPropose);
  constexpr int kDraws = 8000, kParts = 8;
  std::map<std::pair<int, int>, int> counts;
  for (int i = 0; i < kDraws; ++i) {
    const Point point = estimator.draw(stream);
    ++counts[{static_cast<int>(point[0] * 2), static_cast<int>(point[1])}];
  }
  for (int part = 0; part < kParts; ++part) {
    for (int choice = 0; choice < 3; ++choice) {
      double share = 0;  // the midpoint rule over a part of 0.5
      for (int i = 0; i < 50; ++i)
        share +=
            0.01 * std::exp(estimator.log_density({part / 2.0 + (i + 0.5) / 100, choice * 1.0}));
      CHECK(counts[{part, choice}] / double(kDraws) == Approx(share).margin(0.03));
    }
  }
}

TEST_CASE("parzen: draws of steps are steps, and probabilities of all steps have the sum 1") {
  const Dimension steps{.low = 0.5, .high = 2, .step = 0.5, .is_log = true};
  const ParzenEstimator estimator({steps}, {{0.5}, {0.5}, {1.5}});
  ice::base::Stream stream(1, ice::base::Purpose::kPropose);
  std::map<double, int> counts;
  for (int i = 0; i < 8000; ++i) ++counts[estimator.draw(stream)[0]];
  CHECK(counts.size() == 4);
  double sum = 0;
  for (const double value : {0.5, 1.0, 1.5, 2.0}) {
    const double share = std::exp(estimator.log_density({value}));
    CHECK(counts[value] / 8000.0 == Approx(share).margin(0.03));
    sum += share;
  }
  CHECK(sum == Approx(1).epsilon(1e-12));
}
