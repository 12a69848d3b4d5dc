// What a study says of a network and its training, as the networks are built and trained with.
#include "code/model_options.hpp"

#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "support/jobs.hpp"

using namespace ice;
using namespace ice::code;
using test::Bench;
using test::small_study;

namespace {

// A study whose slots are the values of one varied parameter.
class Varied {
 public:
  explicit Varied(const std::vector<std::string>& overrides) : bench_(small_study(overrides)) {}

  ice::nn::NetworkOptions network(std::uint64_t slot) {
    const ResolvedCode resolved = bench_.resolve(slot);
    return network_options(resolved.code, shape(resolved), create());
  }
  ice::nn::TrainOptions training(std::uint64_t slot) {
    const ResolvedCode resolved = bench_.resolve(slot);
    return train_options(resolved.code, shape(resolved), create(), 7, 200);
  }

 private:
  const ice::data::Shape& shape(const ResolvedCode& resolved) {
    return bench_.datasets.at(bench_.datasets.add(resolved.code)).shape;
  }
  CreatePlugin create() const {
    return [this](ice::plugin::Kind kind, const PluginChoice& choice) {
      return ice::plugin::create(recipe_for(jobs_.setup.plugins, kind, choice));
    };
  }

  Bench bench_;
  test::Jobs jobs_;
};

}  // namespace

TEST_CASE("model options: hidden layers are varied whole, each with its own activation and start") {
  Varied study(
      {"network.hidden=[3],[{units: 5, activation: relu, initializer: zeros, dropout: "
       "0.25}, 2]"});
  const auto one = study.network(0), two = study.network(1);
  REQUIRE(one.layers.size() == 2);
  CHECK(one.layers[0].units == 3);
  CHECK(one.layers[0].activation.id() == "core/tanh");
  CHECK(one.layers[0].initializer.id() == "core/normal");
  CHECK(one.layers[0].dropout == 0);
  REQUIRE(two.layers.size() == 3);
  CHECK(two.layers[0].units == 5);
  CHECK(two.layers[0].activation.id() == "core/relu");
  CHECK(two.layers[0].initializer.id() == "core/zeros");
  CHECK(two.layers[0].dropout == 0.25);
  CHECK(two.layers[1].units == 2);
  CHECK(two.layers[1].activation.id() == "core/tanh");
  CHECK(two.layers[1].dropout == 0);
  CHECK(two.layers[2].units == 1);
  CHECK(two.layers[2].activation.id() == "core/sigmoid");
}

TEST_CASE("model options: dropout is one rate, or one per hidden layer, never the output's") {
  Varied study({"network.hidden=[3, 2]", "regularization.dropout=0,0.5,[0.1, 0.2]"});
  const auto rates = [&](std::uint64_t slot) {
    std::vector<double> all;
    for (const auto& layer : study.network(slot).layers) all.push_back(layer.dropout);
    return all;
  };
  CHECK(rates(0) == std::vector<double>{0, 0, 0});
  CHECK(rates(1) == std::vector<double>{0.5, 0.5, 0});
  CHECK(rates(2) == std::vector<double>{0.1, 0.2, 0});
}

TEST_CASE("model options: batches, L2, rates and optimizers are varied") {
  Varied batches({"training.batch_size=full,8,1000"});
  CHECK(batches.training(0).batch_size == 40);
  CHECK(batches.training(1).batch_size == 8);
  CHECK(batches.training(2).batch_size == 40);
  Varied l2({"regularization.l2=0,0.7"});
  CHECK(l2.network(0).l2 == 0);
  CHECK(l2.network(1).l2 == 0.7);
  Varied rules({"optimizer=gradient_descent,{name: momentum, learning_rate: 0.5}"});
  CHECK(rules.training(0).optimizer.id() == "core/gradient_descent");
  CHECK(rules.training(0).learning_rate == 1.2);
  CHECK(rules.training(1).optimizer.id() == "core/momentum");
  CHECK(rules.training(1).learning_rate == 0.5);
}

TEST_CASE("model options: schedules, clipping and early stopping are varied") {
  Varied schedules({"optimizer.schedule=constant,{name: cosine, warmup: 2}"});
  CHECK(schedules.training(0).schedule.warmup == 0);
  CHECK(schedules.training(1).schedule.kind == ice::nn::ScheduleOptions::Kind::kCosine);
  CHECK(schedules.training(1).schedule.warmup == 2);
  Varied clips({"training.clip_norm=0,3", "training.clip_value=0.5"});
  CHECK(clips.training(0).clip_norm == 0);
  CHECK(clips.training(1).clip_norm == 3);
  CHECK(clips.training(1).clip_value == 0.5);
  Varied smoothing({"training.label_smoothing=0,0.1"});
  CHECK(smoothing.training(0).label_smoothing == 0);
  CHECK(smoothing.training(1).label_smoothing == 0.1);
  Varied patience(
      {"training.early_stopping.metric=train.f1", "training.early_stopping.patience=0,4"});
  CHECK_FALSE(patience.training(0).watch);
  CHECK(patience.training(1).watch->metric == "train.f1");
  CHECK(patience.training(1).watch->patience == 4);
}

TEST_CASE("model options: a plugin is made with the parameters that the code gives it") {
  const std::vector<ice::plugin::Recipe> known{
      {ice::plugin::Kind::kOptimizer, "core/adam", "/p", {}, "s"}};
  const ice::plugin::Recipe recipe =
      recipe_for(known, ice::plugin::Kind::kOptimizer, {"core/adam", {{"beta1", 0.8}}});
  CHECK(recipe.parameters == ice::base::Value{{"beta1", 0.8}});
  CHECK(recipe.file == "/p");
  CHECK_THROWS_WITH(recipe_for(known, ice::plugin::Kind::kLoss, {"core/adam", {}}),
                    "no recipe of plugin core/adam");
}
