#include "judge/metric_bounds.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace ice;
using namespace ice::judge;

TEST_CASE("metric bounds: shares lie in [0, 1], errors are never negative, r2 is 1 at most") {
  for (const char* share : {"dev.accuracy", "train.precision", "test.recall", "dev.f1"}) {
    CHECK(bounds_of(share).low == 0);
    CHECK(bounds_of(share).high == 1);
  }
  for (const char* error : {"dev.rmse", "dev.mae", "train.cost", "train.objective"}) {
    CHECK(bounds_of(error).low == 0);
    CHECK(std::isinf(bounds_of(error).high));
  }
  CHECK(std::isinf(bounds_of("dev.r2").low));
  CHECK(bounds_of("dev.r2").high == 1);
}

TEST_CASE("metric bounds: a name that is not known has none") {
  CHECK(std::isinf(bounds_of("dev.perplexity").low));
  CHECK(std::isinf(bounds_of("dev.perplexity").high));
  CHECK(std::isinf(bounds_of("").low));
}
