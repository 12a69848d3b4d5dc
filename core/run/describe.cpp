#include "run/describe.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "run/blueprint.hpp"

namespace ice::run {
namespace {

const PluginReference& reference_at(const ResolvedCode& resolved, const std::string& path) {
  for (const PluginReference& reference : resolved.plugins)
    if (reference.path == path) return reference;
  throw base::Error("no plugin at " + path);
}

bool is_elementwise(const ResolvedCode& resolved, const std::string& activation) {
  for (const PluginReference& reference : resolved.plugins)
    if (reference.kind == plugin::Kind::kActivation && reference.plugin->id == activation)
      return std::ranges::count(reference.plugin->traits, "elementwise") > 0;
  throw base::Error("no activation " + activation);
}

// Products of one column through layer l: Z = W A_prev and dW = dZ A_prev', and from layer 2
// dA_prev = W' dZ; a multiplication and an addition for each weight.
double flops_per_column(const LayerSketch& layer, bool is_first) {
  const double products = is_first ? 2 : 3;
  return products * 2 * static_cast<double>(layer.n) * static_cast<double>(layer.n_prev);
}

}  // namespace

NetworkSketch sketch(const ResolvedCode& resolved, const data::Shape& data) {
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
  const auto batch = static_cast<double>(network.batch);
  std::uint64_t n_prev = data.n_x;
  for (const LayerCode& layer : layers_of(code, data.n_y)) {
    network.layers.push_back({layer.units, n_prev, layer.activation["name"],
                              layer.initializer["name"], layer.dropout,
                              is_elementwise(resolved, layer.activation["name"])});
    const LayerSketch& drawn = network.layers.back();
    network.parameters += drawn.parameters();
    network.flops_per_epoch +=
        flops_per_column(drawn, network.layers.size() == 1) * static_cast<double>(data.train.m);
    network.worker_bytes += 4 * static_cast<double>(drawn.n) * batch * bytes;  // Z, A, dA, dZ
    n_prev = drawn.n;
  }
  network.l2 = code["regularization"]["l2"];
  network.fused = !loss.fuses.empty() && loss.fuses == network.layers.back().activation;
  network.fused_difference = network.fused && plugin::has_trait(loss, "fused_difference");
  const double copies = 2 + static_cast<double>(optimizer.slots.size());
  network.worker_bytes += copies * static_cast<double>(network.parameters) * bytes;
  network.data_bytes =
      static_cast<double>((data.n_x + data.n_y) * (data.train.m + data.dev.m + data.test.m)) *
      bytes;
  return network;
}

}  // namespace ice::run
