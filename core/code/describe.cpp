#include "code/describe.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "code/blueprint.hpp"
#include "code/settings.hpp"
#include "nn/memory.hpp"
#include "nn/metrics.hpp"

namespace ice::code {
namespace {

const PluginReference& reference_at(const ResolvedCode& resolved, const std::string& path) {
  for (const PluginReference& reference : resolved.plugins)
    if (reference.path == path) return reference;
  throw base::Error("no plugin at " + path);
}

const plugin::PluginInfo& activation_of(const ResolvedCode& resolved, const std::string& id) {
  for (const PluginReference& reference : resolved.plugins)
    if (reference.kind == plugin::Kind::kActivation && reference.plugin->id == id)
      return *reference.plugin;
  throw base::Error("no activation " + id);
}

bool has_trait(const plugin::PluginInfo& plugin, const char* trait) {
  return std::ranges::count(plugin.traits, trait) > 0;
}

// What nn takes of memory for a training of this code.
std::uint64_t training_bytes(const ResolvedCode& resolved, const data::Shape& data,
                             const NetworkSketch& network, std::uint64_t record_points) {
  const base::Value& code = resolved.code;
  nn::TrainingSize size;
  size.n_x = data.n_x;
  size.m = data.train.m;
  size.batch_size = network.batch;
  for (const LayerSketch& layer : network.layers) {
    const plugin::PluginInfo& g = activation_of(resolved, layer.activation);
    const bool is_output = size.layers.size() + 1 == network.layers.size();
    size.layers.push_back(nn::cache_needs(layer.n, has_trait(g, "needs_z"),
                                          has_trait(g, "in_place"), layer.dropout > 0,
                                          is_output && network.fused));
  }
  size.slots = reference_at(resolved, "optimizer").plugin->slots.size();
  const auto watch = watch_of(code);
  size.keeps_best = code["training"].value("save", "") == "best";
  size.restores_best = watch && watch->restores_best;
  size.recorded_epochs = std::min(code["training"]["epochs"].get<std::uint64_t>(),
                                  std::max<std::uint64_t>(record_points, 2));
  size.curves = nn::metric_names(data, network.l2, network.layers.size() > 1).size();
  return data.precision == data::Precision::kFloat64 ? nn::training_bytes<double>(size)
                                                     : nn::training_bytes<float>(size);
}

// Products of one column through layer l: Z = W A_prev and dW = dZ A_prev', and from layer 2
// dA_prev = W' dZ; a multiplication and an addition for each weight.
double flops_per_column(const LayerSketch& layer, bool is_first) {
  const double products = is_first ? 2 : 3;
  return products * 2 * static_cast<double>(layer.n) * static_cast<double>(layer.n_prev);
}

}  // namespace

NetworkSketch sketch(const ResolvedCode& resolved, const data::Shape& data,
                     std::uint64_t record_points) {
  const base::Value& code = resolved.code;
  const plugin::PluginInfo& loss = *reference_at(resolved, "loss").plugin;
  const plugin::PluginInfo& optimizer = *reference_at(resolved, "optimizer").plugin;

  NetworkSketch network;
  network.data = data.name;
  network.n_x = data.n_x;
  network.n_y = data.n_y;
  network.classes = data.classes;
  network.m_train = data.train.m;
  network.m_dev = data.dev.m;
  network.m_test = data.test.m;
  network.batch = batch_columns(code, data);
  network.loss = loss.id;
  network.optimizer = optimizer.id;

  const double bytes = data.precision == data::Precision::kFloat64 ? 8 : 4;
  std::uint64_t n_prev = data.n_x;
  for (const LayerCode& layer : layers_of(code, data.n_y)) {
    network.layers.push_back(
        {layer.units, n_prev, layer.activation["name"], layer.initializer["name"], layer.dropout,
         has_trait(activation_of(resolved, layer.activation["name"]), "elementwise")});
    const LayerSketch& drawn = network.layers.back();
    network.parameters += drawn.parameters();
    network.flops_per_epoch +=
        flops_per_column(drawn, network.layers.size() == 1) * static_cast<double>(data.train.m);
    n_prev = drawn.n;
  }
  network.l2 = code["regularization"]["l2"];
  network.fused = !loss.fuses.empty() && loss.fuses == network.layers.back().activation;
  network.fused_difference = network.fused && plugin::has_trait(loss, "fused_difference");
  network.worker_bytes =
      static_cast<double>(training_bytes(resolved, data, network, record_points));
  network.data_bytes =
      static_cast<double>((data.n_x + data.n_y) * (data.train.m + data.dev.m + data.test.m)) *
      bytes;
  return network;
}

}  // namespace ice::code
