#include "reference/examples.hpp"

#include <map>

namespace ice::reference {
namespace {

using Texts = std::map<std::string, std::string, std::less<>>;

const Texts& examples() {
  static const Texts kExamples{
      {"name", "tanh-or-relu"},
      {"include", "base.yaml"},
      {"idea.title", "Relu learns faster than tanh"},
      {"idea.why", "A relu unit does not saturate."},
      {"idea.tags", "[course-1, week-3]"},
      {"idea.follows", "planar-baseline"},
      {"idea.claims",
       "[{name: H1, metric: dev.accuracy, better: {network.activation: relu}, than: "
       "{network.activation: tanh}}]"},
      {"plugins", "{acme/swish: build/swish.ice.so}"},
      {"plugin_path", "[plugins]"},
      {"code.data.name", "planar"},
      {"code.data.samples", "400"},
      {"code.data.noise", "0.2"},
      {"code.data.seed", "1"},
      {"code.data.generator", "numpy"},
      {"code.data.classes", "3"},
      {"code.data.features", "[age, income]"},
      {"code.data.bits", "8"},
      {"code.data.factor", "0.5"},
      {"code.data.split.train", "0.8"},
      {"code.data.split.dev", "0.2"},
      {"code.data.split.test", "1000"},
      {"code.data.split.seed", "1"},
      {"code.data.split.by", "seed"},
      {"code.data.split.folds", "5"},
      {"code.data.split.fold", "1"},
      {"code.data.split.column", "part"},
      {"code.data.standardize", "true"},
      {"code.data.targets", "standardize"},
      {"code.data.class_weight", "balanced"},
      {"code.data.weight", "copies"},
      {"code.data.scale", "0.00392156862745098"},
      {"code.data.file", "iris.csv"},
      {"code.data.target", "kind"},
      {"code.data.ignore", "[id, name]"},
      {"code.data.categories", "[town]"},
      {"code.data.na_values", "[NA, -999]"},
      {"code.data.header", "false"},
      {"code.data.decimal", "\",\""},
      {"code.data.task", "regression"},
      {"code.data.delimiter", "\";\""},
      {"code.data.missing", "mean"},
      {"code.data.images", "train-images.gz"},
      {"code.data.labels", "train-labels.gz"},
      {"code.data.transpose", "true"},
      {"code.data.x", "/train/x"},
      {"code.data.y", "/train/y"},
      {"code.data.test_file", "iris-test.csv"},
      {"code.data.test_images", "test-images.gz"},
      {"code.data.test_labels", "test-labels.gz"},
      {"code.data.test_x", "/test/x"},
      {"code.data.test_y", "/test/y"},
      {"code.data.test_samples", "50"},
      {"code.data.from", "https://example.org/cats"},
      {"code.network.hidden", "[20, 7]"},
      {"code.network.activation", "tanh"},
      {"code.network.output", "softmax"},
      {"code.initializer", "{name: normal, scale: 0.01}"},
      {"code.loss", "categorical_cross_entropy"},
      {"code.optimizer", "{name: adam, learning_rate: 0.001}"},
      {"code.optimizer.learning_rate", "0.1"},
      {"code.optimizer.schedule", "{name: cosine, warmup: 2}"},
      {"code.optimizer.schedule.name", "cosine"},
      {"code.optimizer.schedule.every", "10"},
      {"code.optimizer.schedule.factor", "0.5"},
      {"code.optimizer.schedule.decay", "0.1"},
      {"code.optimizer.schedule.floor", "0.1"},
      {"code.optimizer.schedule.warmup", "2"},
      {"code.regularization.l2", "0.001"},
      {"code.regularization.dropout", "[0.2, 0.5]"},
      {"code.training.epochs", "100"},
      {"code.training.batch_size", "128"},
      {"code.training.precision", "float64"},
      {"code.training.clip_value", "5"},
      {"code.training.clip_norm", "1"},
      {"code.training.label_smoothing", "0.1"},
      {"code.training.early_stopping", "{metric: dev.cost, patience: 10}"},
      {"code.training.early_stopping.metric", "dev.cost"},
      {"code.training.early_stopping.patience", "10"},
      {"code.training.early_stopping.min_delta", "0.001"},
      {"code.training.early_stopping.restore_best", "true"},
      {"code.training.save", "best"},
      {"experiment.method", "tpe"},
      {"experiment.metric.name", "dev.accuracy"},
      {"experiment.metric.goal", "maximize"},
      {"experiment.seeds", "{count: 10, root: 42}"},
      {"experiment.parameters", "{optimizer.learning_rate: {values: [0.01, 0.1]}}"},
      {"experiment.zip", "[[network.activation, initializer]]"},
      {"experiment.exclude", "[{network.activation: relu, optimizer.learning_rate: {gt: 0.5}}]"},
      {"experiment.record.points", "1000"},
      {"experiment.limits.seconds", "600"},
      {"experiment.limits.memory", "2GiB"},
      {"experiment.order", "shuffled"},
      {"experiment.run_cap", "100"},
      {"experiment.ahead", "8"},
      {"experiment.start_with", "[{optimizer.learning_rate: 0.01}]"},
      {"layer.units", "20"},
      {"layer.activation", "relu"},
      {"layer.initializer", "he_normal"},
      {"layer.dropout", "0.5"},
      {"seeds.count", "10"},
      {"seeds.root", "42"},
      {"parameter.values", "[0.01, 0.1]"},
      {"parameter.value", "0.01"},
      {"parameter.min", "0.001"},
      {"parameter.max", "0.1"},
      {"parameter.distribution", "log_uniform"},
      {"parameter.points", "5"},
      {"parameter.step", "0.1"},
      {"parameter.q", "0.1"},
      {"parameter.mu", "-3"},
      {"parameter.sigma", "1"},
      {"parameter.when", "{network.activation: leaky_relu}"},
      {"claim.name", "H1"},
      {"claim.metric", "dev.accuracy"},
      {"claim.better", "{network.activation: relu}"},
      {"claim.than", "{network.activation: tanh}"},
      {"claim.by", "0.02"},
      {"claim.alpha", "0.01"},
  };
  return kExamples;
}

// Of keys that functions of their own read.
const Texts& forms() {
  static const Texts kForms{
      {"include", "a file, relative to this one"},
      {"idea.claims", "a list of claims"},
      {"plugins", "a map from plugins to files"},
      {"experiment.seeds", "a list of different whole numbers >= 0, or a map"},
      {"experiment.parameters", "a map from parameters to their values"},
      {"experiment.zip", "a list of lists of two parameters or more"},
      {"experiment.exclude", "a list of conditions on parameters"},
      {"experiment.start_with", "a list of maps from varied parameters to values"},
      {"parameter.values", "a list of values of the parameter"},
      {"parameter.value", "a value of the parameter"},
      {"parameter.when", "conditions on other parameters"},
      {"claim.better", "values of varied parameters"},
      {"claim.than", "values of varied parameters"},
  };
  return kForms;
}

std::string text_at(const Texts& texts, const std::string& path) {
  const auto found = texts.find(path);
  return found == texts.end() ? "" : found->second;
}

}  // namespace

std::string example_of(const study::Key& key) {
  if (std::string example = text_at(examples(), key.path); !example.empty()) return example;
  if (!key.fallback.empty()) return key.fallback;
  return key.choices.empty() ? "" : key.choices.front();
}

std::string form_of(const study::Key& key) { return text_at(forms(), key.path); }

}  // namespace ice::reference
