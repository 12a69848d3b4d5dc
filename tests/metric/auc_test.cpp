#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

#include "metric/metric.hpp"

using namespace ice::metric;

namespace {

using Outputs = std::vector<double>;

double auc(Outputs positives, Outputs negatives) {
  Evidence evidence;
  evidence.samples = static_cast<double>(positives.size() + negatives.size());
  evidence.positives = positives;
  evidence.negatives = negatives;
  return value_of(*find("auc"), &evidence);
}

// The textbook's count, pair by pair.
double share_of_pairs(const Outputs& positives, const Outputs& negatives) {
  double won = 0;
  for (const double p : positives)
    for (const double n : negatives) won += p > n ? 1 : p == n ? 0.5 : 0;
  return won / static_cast<double>(positives.size() * negatives.size());
}

}  // namespace

// The example of scikit-learn 1.2's roc_auc_score, and those of its test_roc_curve_toydata.
TEST_CASE("auc: scikit-learn's examples") {
  CHECK(auc({0.35, 0.8}, {0.1, 0.4}) == 0.75);
  CHECK(auc({1}, {0}) == 1);
  CHECK(auc({0}, {1}) == 0);
  CHECK(auc({1}, {1}) == 0.5);
}

// The area under the ROC curve by the trapezoidal rule, in Python's exact fractions: its points are
// the shares of both classes at or above each of the outputs.
TEST_CASE("auc: it is the area under the ROC curve, where outputs are equal too") {
  Outputs positives, negatives;
  for (int i = 0; i < 200; ++i) {
    const int output = i * i * 37 % 23;
    const bool is_positive = (i * i * i * 11 + 5 * i) % 17 + output / 3 > 13;
    (is_positive ? positives : negatives).push_back(output);
  }
  CHECK(positives.size() == 69);
  CHECK(auc(positives, negatives) == Approx(12767.0 / 18078).epsilon(1e-15));
}

TEST_CASE("auc: it is the share of pairs in the right order, equal ones counted half") {
  std::mt19937 random(3);
  for (int repeat = 0; repeat < 300; ++repeat) {
    const auto draw = [&](std::size_t n, std::uint64_t values) {
      Outputs outputs(n);
      for (double& output : outputs) output = static_cast<double>(random() % values);
      return outputs;
    };
    const std::uint64_t values = 1 + random() % 40;  // few of them: many are equal
    const Outputs positives = draw(1 + random() % 30, values);
    const Outputs negatives = draw(1 + random() % 30, values);
    CHECK(auc(positives, negatives) == Approx(share_of_pairs(positives, negatives)).epsilon(1e-14));
    CHECK(auc(negatives, positives) == Approx(1 - auc(positives, negatives)).margin(1e-14));
  }
}

TEST_CASE("auc: only the order of outputs counts, -0 being 0") {
  const Outputs positives{0.5, 2, -1}, negatives{0.25, -3};
  const auto cubed = [](Outputs outputs) {
    for (double& output : outputs) output = output * output * output;
    return outputs;
  };
  CHECK(auc(cubed(positives), cubed(negatives)) == auc(positives, negatives));
  CHECK(auc({0.0}, {-0.0}) == 0.5);
}

TEST_CASE("auc: of one class only there is none") {
  CHECK(std::isnan(auc({0.5, 0.7}, {})));
  CHECK(std::isnan(auc({}, {0.5, 0.7})));
  CHECK(std::isnan(auc({}, {})));
}
