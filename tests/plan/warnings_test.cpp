#include "plan/warnings.hpp"

#include <catch2/catch.hpp>

#include "support/studies.hpp"

using namespace ice;
using namespace ice::plan;
using test::Bench;
using test::small_study;

namespace {

using Texts = std::vector<std::string>;

Texts warnings_for(const Texts& overrides, const std::string& experiment = "  seeds: [7]\n") {
  return Bench(small_study(overrides, experiment)).plan().warnings;
}

const std::string kSplitData = "data.split.train=0.5";

}  // namespace

TEST_CASE("warnings: a study that means what it says has none") {
  CHECK(warnings_for({}).empty());
  CHECK(warnings_for({"training.batch_size=40"}).empty());
  CHECK(warnings_for({"data.split.dev=0.2"}).empty());
  CHECK(warnings_for({"data.split.train=0.8", "data.split.dev=0.2"}).empty());
}

TEST_CASE("warnings: a goal against the metric's nature, with its place") {
  const auto of = [](const std::string& metric) {
    return ice::plan::warnings_of(ice::study::load_text(
        "code:\n  data: {name: planar, split: {dev: 0.5}}\n"
        "  network: {hidden: [4], activation: tanh, output: sigmoid}\n"
        "  loss: binary_cross_entropy\n  optimizer: {name: adam}\n  training: {epochs: 5}\n"
        "experiment:\n  metric: " +
            metric + "\n",
        "f.yaml", "."));
  };
  CHECK(of("{name: dev.accuracy, goal: minimize}") ==
        Texts{"f.yaml:8:38: experiment.metric: dev.accuracy is better when it is larger, and the "
              "goal is to minimize it: the worst cells come first. Set goal: maximize, or leave it "
              "out"});
  CHECK(
      of("{name: dev.cost, goal: maximize}") ==
      Texts{"f.yaml:8:34: experiment.metric: dev.cost is better when it is smaller, and the goal "
            "is to maximize it: the worst cells come first. Set goal: minimize, or leave it out"});
  CHECK(of("{name: train.rmse, goal: maximize}").size() == 1);
  CHECK(of("{name: test.f1, goal: minimize}").size() == 1);
  CHECK(of("{name: dev.accuracy, goal: maximize}").empty());
  CHECK(of("{name: dev.accuracy}").empty());
  CHECK(of("{name: train.asymmetry, goal: minimize}").empty());
  CHECK(of("{name: train.asymmetry, goal: maximize}").empty());
}

TEST_CASE("warnings: a batch larger than the training part, told with both numbers") {
  const Texts told = warnings_for({"training.batch_size=41"});
  REQUIRE(told.size() == 1);
  CHECK_THAT(told[0], Catch::Contains("code.training.batch_size: 41 is more than the 40 samples of "
                                      "the training part: each step takes all of them"));
  CHECK(warnings_for({"training.batch_size=21", kSplitData, "data.split.dev=0.5"}).size() == 1);
  CHECK(warnings_for({"training.batch_size=20", kSplitData, "data.split.dev=0.5"}).empty());
}

TEST_CASE("warnings: a value of a parameter has its own place, and each is told once") {
  const Texts told = warnings_for({}, R"(  seeds: [7, 8]
  parameters:
    training.batch_size: {values: [8, 64, 128]}
    network.activation: {values: [tanh, relu]}
)");
  REQUIRE(told.size() == 2);
  CHECK_THAT(told[0], Catch::StartsWith("f.yaml:13:39: code.training.batch_size: 64 is"));
  CHECK_THAT(told[1], Catch::StartsWith("f.yaml:13:43: code.training.batch_size: 128 is"));
}

TEST_CASE("warnings: samples that a split leaves over, by fractions or by counts") {
  const Texts by_fraction = warnings_for({kSplitData, "data.split.dev=0.2"});
  REQUIRE(by_fraction.size() == 1);
  CHECK_THAT(by_fraction[0],
             Catch::Contains("code.data.split: 12 samples are in no part: train has 20, dev 8, "
                             "test 0. Leave train out to give it all that dev and test leave"));
  const Texts by_count = warnings_for({"data.split.train=29", "data.split.test=10"});
  REQUIRE(by_count.size() == 1);
  CHECK_THAT(by_count[0], Catch::Contains("1 sample is in no part: train has 29, dev 0, test 10"));
}

TEST_CASE("warnings: a study that varies the training part means to leave samples over") {
  CHECK(warnings_for({"data.split.dev=10"}, R"(  seeds: [7]
  parameters:
    data.split.train: {values: [10, 20]}
)")
            .empty());
}
