#include "search/margin.hpp"

#include <catch2/catch.hpp>
#include <limits>

#include "search/normal.hpp"

namespace {

using namespace ice::search;

constexpr double kEnd = std::numeric_limits<double>::infinity();
constexpr double kAlpha = 1.0 / 21;

}  // namespace

// CMAwM of python3-cmaes 0.9.1: one dimension before and after the correction.
TEST_CASE("margin: mean and width are those of the authors' program") {
  const Margin edge = corrected({3.716173848667026, 1.0}, 1.5503315955969965, {0.5, kEnd}, kAlpha);
  CHECK(edge.mean == Approx(3.086559581791952).epsilon(1e-12));
  CHECK(edge.width == 1);
  const Margin middle =
      corrected({4.880619457634318, 0.9999999999999991}, 0.25939359530755035, {4.5, 5.5}, kAlpha);
  CHECK(middle.mean == Approx(4.9264965037240955).epsilon(1e-12));
  CHECK(middle.width == Approx(1.116211855851415).epsilon(1e-12));
}

TEST_CASE("margin: where all sides have their chance, nothing changes") {
  const Margin wide = corrected({5.1, 1.25}, 1.2, {4.5, 5.5}, kAlpha);
  CHECK(wide.mean == Approx(5.1).epsilon(1e-12));
  CHECK(wide.width == Approx(1.25).epsilon(1e-12));
  const Margin edge = corrected({0.3, 1.0}, 0.5, {-kEnd, 0.5}, kAlpha);
  CHECK(edge.mean == 0.3);
  const Margin only_value = corrected({0.3, 1.0}, 1e-9, {-kEnd, kEnd}, kAlpha);
  CHECK(only_value.mean == 0.3);
  CHECK(only_value.width == 1);
}

TEST_CASE("margin: both sides of a value keep a chance, whatever is left of the deviation") {
  for (const double deviation : {1e-1, 1e-3, 1e-6}) {
    const Margin margin = corrected({5.2, 1.0}, deviation, {4.5, 5.5}, kAlpha);
    const double scale = deviation * margin.width;
    CHECK(normal_cdf((4.5 - margin.mean) / scale) >= kAlpha / 2 * 0.999);
    CHECK(normal_cdf((margin.mean - 5.5) / scale) >= kAlpha / 2 * 0.999);
    const Margin first = corrected({-0.4, 1.0}, deviation, {-kEnd, 0.5}, kAlpha);
    CHECK(normal_cdf((first.mean - 0.5) / deviation) >= kAlpha * 0.999);
  }
}
