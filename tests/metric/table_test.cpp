// The table of metrics: what each is called, where it is measured and which values are better.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <set>
#include <string>

#include "metric/metric.hpp"

using namespace ice::metric;

TEST_CASE("metric table: a name is in one row, and is found with its part and without") {
  std::set<std::string_view> names;
  for (const Metric& metric : table()) {
    CAPTURE(metric.name);
    CHECK(names.insert(metric.name).second);
    CHECK(metric.value != nullptr);
    CHECK(find(metric.name) == &metric);
    CHECK(find("dev." + std::string(metric.name)) == &metric);
  }
  for (const char* none : {"dev.perplexity", "perplexity", "dev.", ""})
    CHECK(find(none) == nullptr);
}

TEST_CASE("metric table: less of costs and errors is better, more of all others") {
  for (const char* less : {"train.cost", "train.objective", "dev.rmse", "mae"})
    CHECK(is_less_better(less));
  for (const char* more :
       {"train.asymmetry", "dev.accuracy", "precision", "recall", "f1", "dev.r2", "dev.perplexity"})
    CHECK_FALSE(is_less_better(more));
}

TEST_CASE("metric table: shares lie in [0, 1], errors are never negative, r2 is 1 at most") {
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
  for (const char* unknown : {"dev.perplexity", ""}) {
    CHECK(std::isinf(bounds_of(unknown).low));
    CHECK(std::isinf(bounds_of(unknown).high));
  }
}

TEST_CASE("metric table: costs of the training part are means over an epoch") {
  CHECK(is_mean_of_epoch("train.cost"));
  CHECK(is_mean_of_epoch("train.objective"));
  for (const char* measured :
       {"dev.cost", "test.cost", "train.accuracy", "train.asymmetry", "cost"})
    CHECK_FALSE(is_mean_of_epoch(measured));
}

TEST_CASE("metric value: without evidence, and where it is infinite, there is none") {
  const Metric& cost = *find("cost");
  Evidence evidence;
  CHECK(std::isnan(value_of(cost, nullptr)));
  evidence.loss = 3;
  CHECK(std::isnan(value_of(cost, &evidence)));  // 3 / 0
  evidence.samples = 2;
  CHECK(value_of(cost, &evidence) == 1.5);
}
