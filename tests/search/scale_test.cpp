#include "search/scale.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <map>

namespace {

using namespace ice::search;

std::map<double, int> counts(const Dimension& dimension, int shares) {
  std::map<double, int> found;
  for (int i = 0; i < shares; ++i)
    ++found[value_at_share(dimension, (i + 0.5) / static_cast<double>(shares))];
  return found;
}

}  // namespace

TEST_CASE("scale: whole numbers, steps and choices get equal shares, both ends included") {
  const Dimension whole{.kind = Dimension::Kind::kInteger, .low = -2, .high = 1};
  CHECK(counts(whole, 40) == std::map<double, int>{{-2, 10}, {-1, 10}, {0, 10}, {1, 10}});
  const Dimension whole_steps{.kind = Dimension::Kind::kInteger, .low = 8, .high = 32, .step = 8};
  CHECK(counts(whole_steps, 40) == std::map<double, int>{{8, 10}, {16, 10}, {24, 10}, {32, 10}});
  const Dimension steps{.low = 0, .high = 0.75, .step = 0.25};
  CHECK(counts(steps, 40) == std::map<double, int>{{0, 10}, {0.25, 10}, {0.5, 10}, {0.75, 10}});
  const Dimension choices{.kind = Dimension::Kind::kCategory, .choices = 4};
  CHECK(counts(choices, 40) == std::map<double, int>{{0, 10}, {1, 10}, {2, 10}, {3, 10}});
}

TEST_CASE("scale: a share of a range without steps is a share of its length, or of its logarithm") {
  CHECK(value_at_share({.low = -3, .high = 5}, 0.25) == -1);
  CHECK(value_at_share({.low = -3, .high = 5}, 0) == -3);
  CHECK(value_at_share({.low = 1e-4, .high = 1, .is_log = true}, 0.5) == Approx(1e-2));
  CHECK(value_at_share({.low = 1e-4, .high = 1, .is_log = true}, 0) == Approx(1e-4));
}

TEST_CASE("scale: a logarithmic range with steps gives each value what its interval has") {
  const Dimension dimension{.kind = Dimension::Kind::kInteger, .low = 1, .high = 3, .is_log = true};
  const Scale scale(dimension);
  CHECK(scale.lower() == Approx(std::log(0.5)));
  CHECK(scale.upper() == Approx(std::log(3.5)));
  // log(1.5 / 0.5), log(2.5 / 1.5) and log(3.5 / 2.5) of log(7), times 10000
  CHECK(counts(dimension, 10000) == std::map<double, int>{{1, 5646}, {2, 2625}, {3, 1729}});
}

TEST_CASE("scale: values and coordinates lead to each other") {
  const Scale scale({.low = 0.5, .high = 2, .step = 0.5, .is_log = true});
  CHECK(scale.value(scale.coordinate(1.5)) == 1.5);
  CHECK(scale.value(scale.lower()) == 0.5);
  CHECK(scale.value(scale.upper()) == 2);
  CHECK(scale.left_of(1) == Approx(std::log(0.75)));
  CHECK(scale.right_of(1) == Approx(std::log(1.25)));
}
