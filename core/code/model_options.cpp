#include "code/model_options.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "nn/metrics.hpp"

namespace ice::code {

using plugin::Kind;

std::uint64_t batch_columns(const Code& code, const data::Shape& data) {
  return code.batch_size == 0 ? data.train.m : std::min(code.batch_size, data.train.m);
}

plugin::Recipe recipe_for(const std::vector<plugin::Recipe>& known, Kind kind,
                          const PluginChoice& choice) {
  const auto found = std::ranges::find_if(known, [&](const plugin::Recipe& recipe) {
    return recipe.kind == kind && recipe.id == choice.id;
  });
  if (found == known.end()) throw base::Error("no recipe of plugin " + choice.id);
  plugin::Recipe recipe = *found;
  recipe.parameters = choice.parameters;
  return recipe;
}

nn::NetworkOptions network_options(const Code& code, const data::Shape& data,
                                   const CreatePlugin& create, nn::Progress* progress) {
  nn::NetworkOptions options{.n_x = data.n_x,
                             .layers = {},
                             .loss = plugin::Loss(create(Kind::kLoss, code.loss)),
                             .l2 = code.l2,
                             .progress = progress};
  for (const Layer& layer : layers_of(code, data.n_y))
    options.layers.push_back(
        {layer.units, plugin::Activation(create(Kind::kActivation, layer.activation)),
         plugin::Initializer(create(Kind::kInitializer, layer.initializer)), layer.dropout});
  return options;
}

nn::TrainOptions train_options(const Code& code, const data::Shape& data,
                               const CreatePlugin& create, std::uint64_t seed,
                               std::uint64_t record_points) {
  return {.epochs = code.epochs,
          .batch_size = batch_columns(code, data),
          .learning_rate = code.learning_rate,
          .schedule = code.schedule,
          .optimizer = plugin::Optimizer(create(Kind::kOptimizer, code.optimizer)),
          .clip_value = code.clip_value,
          .clip_norm = code.clip_norm,
          .label_smoothing = code.label_smoothing,
          .watch = code.early_stopping,
          .seed = seed,
          .record_points = record_points,
          .metrics = nn::metric_names(data, code.l2, !code.hidden.empty())};
}

}  // namespace ice::code
