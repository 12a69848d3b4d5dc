#include "code/network_summary.hpp"

#include <algorithm>

#include "code/model_options.hpp"
#include "nn/memory.hpp"
#include "nn/metrics.hpp"

namespace ice::code {
namespace {

// Bytes of memory that nn takes to train this code.
std::uint64_t training_bytes(const ResolvedCode& resolved, const data::Shape& data,
                             const NetworkSummary& network, std::uint64_t record_points) {
  const Code& code = resolved.code;
  nn::TrainingSize size;
  size.n_x = data.n_x;
  size.m = data.train.m;
  size.m_dev = data.dev.m;
  size.m_test = data.test.m;
  size.classes = data::class_count(data.task, data.n_y);
  size.batch_size = network.batch;
  for (const LayerSummary& layer : network.layers) {
    const plugin::PluginInfo& g = resolved.named(plugin::Kind::kActivation, layer.activation);
    const bool is_output = size.layers.size() + 1 == network.layers.size();
    size.layers.push_back(nn::cache_needs(layer.n, plugin::has_trait(g, "needs_z"),
                                          plugin::has_trait(g, "in_place"), layer.dropout > 0,
                                          is_output && network.fused));
  }
  size.slots = resolved.at("optimizer").slots.size();
  size.smooths_labels = code.label_smoothing > 0;
  size.is_weighted = data.weights > 0;
  size.keeps_best = code.save == Save::kBest;
  size.restores_best = code.early_stopping && code.early_stopping->restores_best;
  size.recorded_epochs = std::min(code.epochs, std::max<std::uint64_t>(record_points, 2));
  size.curves = nn::metric_names(data, network.l2, network.layers.size() > 1).size();
  return data.precision == data::Precision::kFloat64 ? nn::training_bytes<double>(size)
                                                     : nn::training_bytes<float>(size);
}

// Products of one column through layer l: Z = W A_prev and dW = dZ A_prev', and from layer 2
// dA_prev = W' dZ; a multiplication and an addition for each weight.
double flops_per_column(const LayerSummary& layer, bool is_first) {
  const double products = is_first ? 2 : 3;
  return products * 2 * static_cast<double>(layer.n) * static_cast<double>(layer.n_prev);
}

}  // namespace

NetworkSummary summarize(const ResolvedCode& resolved, const data::Shape& data,
                         std::uint64_t record_points) {
  const Code& code = resolved.code;
  const plugin::PluginInfo& loss = resolved.at("loss");
  const plugin::PluginInfo& optimizer = resolved.at("optimizer");

  NetworkSummary network;
  network.data = data.name;
  network.n_x = data.n_x;
  network.n_y = data.n_y;
  network.features = data.features;
  network.classes = data.classes;
  network.m_train = data.train.m;
  network.m_dev = data.dev.m;
  network.m_test = data.test.m;
  network.batch = batch_columns(code, data);
  network.loss = loss.id;
  network.optimizer = optimizer.id;

  const double bytes = data.precision == data::Precision::kFloat64 ? 8 : 4;
  std::uint64_t n_prev = data.n_x;
  for (const Layer& layer : layers_of(code, data.n_y)) {
    network.layers.push_back(
        {layer.units, n_prev, layer.activation.id, layer.initializer.id, layer.dropout,
         plugin::has_trait(resolved.named(plugin::Kind::kActivation, layer.activation.id),
                           "elementwise")});
    const LayerSummary& own = network.layers.back();
    network.parameters += own.parameters();
    network.flops_per_epoch +=
        flops_per_column(own, network.layers.size() == 1) * static_cast<double>(data.train.m);
    n_prev = own.n;
  }
  network.l2 = code.l2;
  network.fused = !loss.fuses.empty() && loss.fuses == network.layers.back().activation;
  network.fused_difference = network.fused && plugin::has_trait(loss, "fused_difference");
  network.worker_bytes =
      static_cast<double>(training_bytes(resolved, data, network, record_points));
  network.data_bytes = static_cast<double>((data.n_x + data.n_y + data.weights) *
                                           (data.train.m + data.dev.m + data.test.m)) *
                       bytes;
  return network;
}

}  // namespace ice::code
