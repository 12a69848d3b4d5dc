#include "plan/datasets.hpp"

#include <catch2/catch.hpp>

#include "support/studies.hpp"

using namespace ice;
using namespace ice::plan;
using test::Bench;
using test::small_study;

TEST_CASE("datasets: every key of a made data set can be written and varied in a study") {
  const auto section = [](const std::vector<std::string>& overrides) {
    Bench bench(small_study(overrides));
    return bench.resolve().code.data;
  };
  CHECK(section({"data.name=blobs", "data.classes=4", "data.features=3"})["features"] == 3);
  CHECK(section({"data.name=spirals", "data.classes=3"})["classes"] == 3);
  CHECK(section({"data.name=circles", "data.factor=0.25"})["factor"] == 0.25);
}

TEST_CASE("datasets: one for each section and precision, whatever else the code says") {
  Bench bench(small_study());
  const auto index = [&](const std::vector<std::string>& overrides) {
    return bench.datasets.add(Bench(small_study(overrides)).resolve().code);
  };
  CHECK(index({}) == 0);
  CHECK(index({"optimizer.learning_rate=0.5"}) == 0);
  CHECK(index({"training.precision=float64"}) == 1);
  CHECK(index({"data.noise=0.3"}) == 2);
  CHECK(index({"data.split.train=0.5", "data.split.dev=0.5"}) == 3);
  CHECK(index({}) == 0);
  CHECK(bench.datasets.size() == 4);
}

TEST_CASE("datasets: precision and split leave the digest as it is, values do not") {
  Bench bench(small_study());
  const auto digest = [&](const std::vector<std::string>& overrides) {
    const std::size_t at = bench.datasets.add(Bench(small_study(overrides)).resolve().code);
    return bench.datasets.at(at).shape.digest;
  };
  CHECK(digest({"training.precision=float64"}) == digest({}));
  CHECK(digest({"data.split.train=0.5", "data.split.dev=0.5"}) == digest({}));
  CHECK(digest({"data.noise=0.3"}) != digest({}));
}
