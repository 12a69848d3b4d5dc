#include "plan/compatibility.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "support/studies.hpp"
#include "support/temporary_folder.hpp"

using namespace ice;
using namespace ice::plan;
using Catch::Matchers::StartsWith;
using test::Bench;
using test::small_study;

namespace {

using Texts = std::vector<std::string>;

Compatibility found_in(ice::study::Study of) {
  Bench bench(std::move(of));
  const code::ResolvedCode resolved = bench.resolve();
  const ice::data::Shared& data = bench.datasets.at(bench.datasets.add(resolved.code));
  return check_trial(bench.study, test::trial_in(bench.study, 0), resolved, data);
}
Texts faults_of(ice::study::Study of) { return found_in(std::move(of)).faults; }
Texts warnings(const std::vector<std::string>& overrides) {
  return found_in(small_study(overrides)).warnings;
}

Texts faults(const std::vector<std::string>& overrides,
             const std::string& experiment = "  seeds: [7]\n") {
  return faults_of(small_study(overrides, experiment));
}

const std::vector<std::string> kHousing{"data.name=housing", "loss=squared_error",
                                        "network.output=linear"};
const std::vector<std::string> kBlobs{"data.name=blobs", "loss=categorical_cross_entropy",
                                      "network.output=softmax"};

std::vector<std::string> with(std::vector<std::string> base, const std::string& more) {
  base.push_back(more);
  return base;
}

}  // namespace

TEST_CASE("compatibility: what fits has no fault") {
  CHECK(faults({}).empty());
  CHECK(faults(kHousing).empty());
  CHECK(faults(kBlobs).empty());
  CHECK(faults({"network.output=acme/swish"}).empty());  // what it gives is not known
  CHECK(faults({"regularization.dropout=[0.1]"}).empty());
  CHECK(warnings({}).empty());
  CHECK(warnings(kHousing).empty());
  CHECK(warnings(kBlobs).empty());
}

TEST_CASE("compatibility: what a plugin does not say, or may not be meant, is warned of") {
  CHECK(warnings({"network.output=acme/swish"}) ==
        Texts{"command line: acme/swish does not say what outputs it gives, and "
              "binary_cross_entropy needs outputs between 0 and 1. Its author can declare "
              "`outputs` (ice/traits.hpp)"});
  CHECK(warnings({"loss=acme/distance"}) ==
        Texts{"command line: acme/distance does not say what outputs it needs, so whether those of "
              "core/sigmoid suit it was not examined. Its author can declare `outputs` "
              "(ice/traits.hpp)"});
  CHECK(warnings({"loss=acme/distance", "network.output=linear"}).empty());  // fused with it
}

TEST_CASE("compatibility: a categorical loss of sigmoids over several classes") {
  for (const std::string output : {"sigmoid", "hard_sigmoid"})
    CHECK(faults(with(kBlobs, "network.output=" + output)) ==
          Texts{"command line: categorical_cross_entropy needs outputs that sum to 1 over the "
                "classes, and those of core/" +
                output + " do not. Use output: softmax"});
}

TEST_CASE("compatibility: a plugin whose check failed is told where the study names it") {
  Bench bench(small_study({"network.activation=acme/swish"}));
  const code::ResolvedCode resolved = bench.resolve();
  ice::plugin::PluginInfo failed =
      test::catalog().find(ice::plugin::Kind::kActivation, "acme/swish", "");
  failed.failed_tests = {"gradient", "batch"};
  code::ResolvedCode changed = resolved;
  for (code::PluginReference& reference : changed.plugins)
    if (reference.plugin->id == failed.id) reference.plugin = &failed;
  const ice::data::Shared& data = bench.datasets.at(bench.datasets.add(resolved.code));
  const Compatibility fit = check_trial(bench.study, test::trial_in(bench.study, 0), changed, data);
  REQUIRE(fit.faults.empty());
  CHECK(fit.warnings ==
        Texts{"command line: acme/swish failed its check (gradient, batch), so its results may be "
              "wrong. See: ice plugin check " +
              failed.file.string()});
}

TEST_CASE("compatibility: a plugin for double alone in a float32 run") {
  CHECK(
      faults({"network.activation=acme/centre"}) ==
      Texts{"command line: acme/centre computes in float64 only. Set training.precision: float64"});
  CHECK(faults({"network.activation=acme/centre", "training.precision=float64"}).empty());
}

TEST_CASE("compatibility: softmax over one unit") {
  CHECK(faults({"network.output=softmax"}) ==
        Texts{"command line: softmax over one unit is always 1, and data 'planar' has two classes "
              "(n_y = 1). Use output: sigmoid with loss: binary_cross_entropy"});
  CHECK(faults(with(kHousing, "network.output=softmax")) ==
        Texts{"command line: softmax over one unit is always 1, and data 'housing' has numbers as "
              "targets. Use output: linear with loss: squared_error"});
}

TEST_CASE("compatibility: a loss of classes for numbers") {
  CHECK(
      faults({"data.name=housing"}) ==
      Texts{"f.yaml:6:9: binary_cross_entropy compares classes, and data 'housing' has numbers as "
            "targets. Use loss: squared_error"});
}

TEST_CASE("compatibility: a loss of many classes for two") {
  CHECK(faults({"loss=categorical_cross_entropy"}) ==
        Texts{"command line: categorical_cross_entropy needs an output for each class, and data "
              "'planar' has two classes (n_y = 1). Use loss: binary_cross_entropy with output: "
              "sigmoid"});
}

TEST_CASE("compatibility: numbers of a table may be classes") {
  const test::TemporaryFolder folder;
  const auto file = folder.write("table.csv", "a,y\n1,0\n2,1\n3,1\n");
  const auto on_table = [&](const std::string& task, const std::string& rest) {
    return faults_of(ice::study::load_text(
        "name: table\ncode:\n  data: {name: csv, file: " + file.string() + ", target: y, task: " +
            task + "}\n  training: {epochs: 1}\n  optimizer: {name: adam, learning_rate: 0.1}\n" +
            rest + "experiment: {metric: {name: train.cost, goal: minimize}}\n",
        "f.yaml", "."));
  };
  const std::string classes = "  network: {output: sigmoid}\n  loss: binary_cross_entropy\n",
                    softmax = "  network: {output: softmax}\n  loss: squared_error\n";
  CHECK(on_table("auto", classes) ==
        Texts{"f.yaml:7:9: binary_cross_entropy compares classes, and data 'csv' has numbers as "
              "targets. Use loss: squared_error, or set data.task: classification"});
  CHECK(on_table("auto", softmax) ==
        Texts{"f.yaml:6:21: softmax over one unit is always 1, and data 'csv' has numbers as "
              "targets. Use output: linear with loss: squared_error, or set data.task: "
              "classification"});
  CHECK(on_table("classification", classes).empty());
}

TEST_CASE("compatibility: a hinge loss of what has no sign") {
  CHECK(faults({"loss=hinge", "network.output=linear"}).empty());
  CHECK(faults({"loss=hinge", "network.output=tanh"}).empty());
  for (const std::string output : {"sigmoid", "relu", "softplus"})
    CHECK(faults({"loss=hinge", "network.output=" + output}) ==
          Texts{"command line: hinge takes the sign of an output for its class, and core/" +
                output + " is never negative. Use output: linear"});
  CHECK(
      faults(with(kHousing, "loss=hinge")) ==
      Texts{"command line: hinge compares classes, and data 'housing' has numbers as targets. Use "
            "loss: squared_error"});
}

TEST_CASE("compatibility: a cross-entropy of what is no probability") {
  CHECK(faults({"network.output=tanh"}) ==
        Texts{"command line: binary_cross_entropy needs outputs between 0 and 1, and core/tanh "
              "gives others. Use output: sigmoid"});
  CHECK(
      faults(with(kBlobs, "network.output=relu")) ==
      Texts{"command line: categorical_cross_entropy needs outputs between 0 and 1, and core/relu "
            "gives others. Use output: softmax"});
}

TEST_CASE("compatibility: dropout rates and hidden layers of different number") {
  CHECK(faults({"regularization.dropout=[0.1, 0.2]"}) ==
        Texts{"command line: 2 dropout rates for 1 hidden layer. Give one rate, or one per hidden "
              "layer"});
}

TEST_CASE("compatibility: a metric that the data do not have") {
  const auto with_metric = [](const std::string& metric) {
    return faults({"experiment.metric.name=" + metric});
  };
  CHECK(with_metric("dev.cost") ==
        Texts{"f.yaml:10:11: metric dev.cost: data 'planar' has no dev part. Add to code.data:  "
              "split: {train: 0.8, dev: 0.2}"});
  CHECK(with_metric("test.cost") ==
        Texts{"f.yaml:10:11: metric test.cost: data 'planar' has no test part. Add to code.data:  "
              "split: {train: 0.8, test: 0.2}"});
  CHECK(with_metric("train.objective") ==
        Texts{"f.yaml:10:11: metric train.objective is there only with an L2 term. Set "
              "regularization.l2 above 0, or use train.cost"});
  const Texts unknown = with_metric("train.rmse");
  REQUIRE(unknown.size() == 1);
  CHECK_THAT(unknown[0],
             StartsWith("f.yaml:10:11: metric train.rmse: data 'planar' has two classes (n_y = 1), "
                        "so this is not measured. Known: train.cost, train.asymmetry, "
                        "train.accuracy, "));
  CHECK(faults({"experiment.metric.name=train.objective", "regularization.l2=0.1"}).empty());
}

TEST_CASE("compatibility: a fault is where the varied value stands") {
  CHECK(faults({}, "  seeds: [7]\n  parameters:\n    network.output: {values: [tanh]}\n") ==
        Texts{"f.yaml:13:31: binary_cross_entropy needs outputs between 0 and 1, and core/tanh "
              "gives others. Use output: sigmoid"});
}

TEST_CASE("compatibility: labels are smoothed for cross-entropies only") {
  const std::string smooth = "training.label_smoothing=0.1";
  const auto refusal = [](const std::string& loss) {
    return Texts{
        "command line: labels are smoothed for cross-entropies, and " + loss +
        " does not declare that it is one (ice::class_targets | ice::fused_difference). Use "
        "loss: binary_cross_entropy or categorical_cross_entropy, or leave label_smoothing "
        "out"};
  };
  CHECK(faults({smooth}).empty());
  CHECK(faults(with(kBlobs, smooth)).empty());
  CHECK(faults({"loss=hinge", "network.output=linear", smooth}) == refusal("core/hinge"));
  CHECK(faults({"loss=squared_error", smooth}) == refusal("core/squared_error"));
  CHECK(faults(with(kHousing, smooth)) == refusal("core/squared_error"));
  CHECK(faults({"loss=hinge", "network.output=linear", "training.label_smoothing=0"}).empty());
}
