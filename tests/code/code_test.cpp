#include "code/code.hpp"

#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "support/studies.hpp"

using namespace ice;
using code::Code;
using code::Save;

namespace {

Code read_from(const std::vector<std::string>& overrides) {
  return test::Bench(test::small_study(overrides)).resolve().code;
}

}  // namespace

TEST_CASE("code: what a study leaves open has its default") {
  const Code code = read_from({});
  CHECK(code.precision == data::Precision::kFloat32);
  CHECK(code.batch_size == 0);  // full
  CHECK(code.epochs == 5);
  CHECK(code.l2 == 0);
  CHECK(code.clip_norm == 0);
  CHECK(code.schedule.kind == nn::ScheduleOptions::Kind::kConstant);
  CHECK_FALSE(code.early_stopping);
  CHECK_FALSE(code.save);
  CHECK(code.dropout_list.empty());
  CHECK(code.loss.id == "core/binary_cross_entropy");
}

TEST_CASE("code: an optimizer's parameters are its own, the rate and the schedule the training's") {
  const Code code =
      read_from({"optimizer={name: adam, beta1: 0.8, learning_rate: 0.1, schedule: cosine}"});
  CHECK(code.optimizer.id == "core/adam");
  CHECK(code.optimizer.parameters["beta1"] == 0.8);
  CHECK_FALSE(code.optimizer.parameters.contains("learning_rate"));
  CHECK_FALSE(code.optimizer.parameters.contains("schedule"));
  CHECK_FALSE(code.optimizer.parameters.contains("name"));
  CHECK(code.learning_rate == 0.1);
  CHECK(code.schedule.kind == nn::ScheduleOptions::Kind::kCosine);
}

TEST_CASE("code: the layers are the hidden ones and the output, each with its own settings") {
  const Code code = read_from({"network.hidden=[{units: 5, activation: relu, dropout: 0.25}, 2]",
                               "network.activation=silu"});
  const std::vector<code::Layer> layers = code::layers_of(code, 3);
  REQUIRE(layers.size() == 3);
  CHECK(layers[0].activation.id == "core/relu");
  CHECK(layers[0].dropout == 0.25);
  CHECK(layers[1].activation.id == "core/silu");
  CHECK(layers[2].activation.id == "core/sigmoid");
  CHECK(layers[2].units == 3);
}

TEST_CASE("code: read again from its JSON it is the same") {
  const Code code = read_from({"training.early_stopping={metric: train.cost, patience: 4}",
                               "training.save=best", "regularization.dropout=[0.5]"});
  const Code again = code::read_code(code.resolved);
  CHECK(again.resolved == code.resolved);
  CHECK(again.early_stopping->patience == 4);
  CHECK(again.save == Save::kBest);
  CHECK(again.dropout_list == std::vector<double>{0.5});
}

TEST_CASE("code: JSON that is no code is refused") {
  CHECK_THROWS_AS(code::read_code(base::Value::object()), base::Error);
  base::Value code = read_from({}).resolved;
  code["training"]["save"] = "sometimes";
  CHECK_THROWS_WITH(code::read_code(code), "no way to save a network: sometimes");
}

TEST_CASE("code: the network that is kept is named by what picks its epoch") {
  CHECK(code::kept_network(read_from({}), Save::kNone, "dev.cost").empty());
  CHECK(code::kept_network(read_from({}), Save::kFinal, "dev.cost") == "final");
  const Code best = read_from({"training.save=best"});
  CHECK(code::kept_network(best, Save::kNone, "dev.cost") == "best-dev.cost");
  const Code watching =
      read_from({"training.save=best", "training.early_stopping={metric: train.cost}"});
  CHECK(code::kept_network(watching, Save::kNone, "dev.cost") == "best-train.cost");
  CHECK(code::kept_network(read_from({"training.save=none"}), Save::kFinal, "x").empty());
}

TEST_CASE("code: no epoch has a metric of the test part") {
  CHECK(code::watched_metric(read_from({}), "test.accuracy").empty());
  CHECK(code::watched_metric(read_from({}), "dev.accuracy") == "dev.accuracy");
}

TEST_CASE("code: one that lacks a key, or counts in fractions, is refused") {
  const base::Value whole =
      read_from({"training.early_stopping={metric: train.cost, patience: 4}"}).resolved;
  CHECK_NOTHROW(code::read_code(whole));
  for (const char* path :
       {"/network/activation", "/network/output/name", "/loss/name", "/optimizer/learning_rate",
        "/training/epochs", "/training/early_stopping/patience",
        "/training/early_stopping/restore_best"}) {
    INFO(path);
    const auto removal = base::Value::object({{"op", "remove"}, {"path", path}});
    CHECK_THROWS_AS(code::read_code(whole.patch(base::Value::array({removal}))), base::Error);
  }
  for (const char* path :
       {"/network/hidden/0/units", "/training/epochs", "/training/early_stopping/patience"}) {
    INFO(path);
    for (const double number : {-1.0, 0.5, 1e300}) {
      base::Value other = whole;
      other[base::Value::json_pointer(path)] = number;
      CHECK_THROWS_AS(code::read_code(other), base::Error);
    }
  }
}
