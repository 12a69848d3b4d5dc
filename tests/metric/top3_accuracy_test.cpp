#include <catch2/catch.hpp>

#include "metric/metric.hpp"

using namespace ice::metric;

TEST_CASE("top3 accuracy: the share of samples with at most two classes before their own") {
  Evidence evidence;
  evidence.samples = 16;
  evidence.ranks = {5, 3, 2, 4, 2};
  CHECK(value_of(*find("dev.top3_accuracy"), &evidence) == 10.0 / 16);
}

// Of three classes it would be 1 whatever the network.
TEST_CASE("top3 accuracy: where there are four classes or more") {
  for (const std::uint64_t classes : {0U, 2U, 3U})
    CHECK_FALSE(is_measured(*find("top3_accuracy"), {.part = "dev", .classes = classes}));
  for (const std::uint64_t classes : {4U, 1000U})
    CHECK(is_measured(*find("top3_accuracy"), {.part = "dev", .classes = classes}));
}
