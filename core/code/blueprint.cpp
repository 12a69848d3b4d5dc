#include "code/blueprint.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "code/resolve.hpp"
#include "code/settings.hpp"
#include "nn/metrics.hpp"

namespace ice::code {
namespace {

using base::Value;
using plugin::Kind;

// The layer's own setting, else the network's.
const Value& own_or(const Value& layer, const char* key, const Value& common) {
  const auto own = layer.find(key);
  return own == layer.end() ? common : *own;
}

double dropout_of(const Value& code, std::size_t hidden_layer) {
  const Value& common = code["regularization"]["dropout"];
  return own_or(code["network"]["hidden"][hidden_layer], "dropout",
                common.is_array() ? common[hidden_layer] : common);
}

}  // namespace

std::vector<LayerCode> layers_of(const Value& code, std::uint64_t n_y) {
  const Value& network = code["network"];
  const Value& hidden = network["hidden"];
  std::vector<LayerCode> layers;
  for (std::size_t i = 0; i < hidden.size(); ++i) {
    const Value& layer = hidden[i];
    layers.push_back({layer["units"], own_or(layer, "activation", network["activation"]),
                      own_or(layer, "initializer", code["initializer"]), dropout_of(code, i)});
  }
  layers.push_back({n_y, network["output"], code["initializer"], 0});
  return layers;
}

std::uint64_t batch_columns(const Value& code, const data::Shape& data) {
  const Value& size = code["training"]["batch_size"];
  return size.is_number() ? std::min(size.get<std::uint64_t>(), data.train.m) : data.train.m;
}

plugin::Recipe recipe_for(const std::vector<plugin::Recipe>& known, Kind kind,
                          const Value& reference) {
  const auto found = std::ranges::find_if(known, [&](const plugin::Recipe& recipe) {
    return recipe.kind == kind && recipe.id == reference["name"];
  });
  if (found == known.end())
    throw base::Error("no recipe of plugin " + base::to_text(reference["name"]));
  plugin::Recipe recipe = *found;
  recipe.parameters = reference;
  recipe.parameters.erase("name");
  for (const char* key : kHostKeys) recipe.parameters.erase(key);
  return recipe;
}

nn::NetworkOptions network_options(const Value& code, const data::Shape& data,
                                   const CreatePlugin& create, nn::Position* position) {
  nn::NetworkOptions options{.n_x = data.n_x,
                             .layers = {},
                             .loss = plugin::Loss(create(Kind::kLoss, code["loss"])),
                             .l2 = code["regularization"]["l2"],
                             .position = position};
  for (const LayerCode& layer : layers_of(code, data.n_y))
    options.layers.push_back(
        {layer.units, plugin::Activation(create(Kind::kActivation, layer.activation)),
         plugin::Initializer(create(Kind::kInitializer, layer.initializer)), layer.dropout});
  return options;
}

nn::TrainOptions train_options(const Value& code, const data::Shape& data,
                               const CreatePlugin& create, std::uint64_t seed,
                               std::uint64_t record_points) {
  return {.epochs = code["training"]["epochs"],
          .batch_size = batch_columns(code, data),
          .learning_rate = code["optimizer"]["learning_rate"],
          .schedule = schedule_of(code),
          .optimizer = plugin::Optimizer(create(Kind::kOptimizer, code["optimizer"])),
          .clip_value = number_or_0(code, "training.clip_value"),
          .clip_norm = number_or_0(code, "training.clip_norm"),
          .watch = watch_of(code),
          .seed = seed,
          .record_points = record_points,
          .metrics = nn::metric_names(data, code["regularization"]["l2"],
                                      !code["network"]["hidden"].empty())};
}

}  // namespace ice::code
