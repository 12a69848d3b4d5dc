#include "study/schema.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "base/value.hpp"

namespace ice::study {
namespace {

using base::Interval;

constexpr Interval kAtLeastZero{.low = 0};
constexpr Interval kPositive{.low = 0, .low_open = true};
constexpr Interval kAtLeastOne{.low = 1};
constexpr Interval kRate{.low = 0, .high = 1, .high_open = true};

std::vector<Key> study_keys() {
  return {
      {"name", Type::kStudyName, "the study's name; the file's name unless given"},
      {"include", Type::kOwn, "a file that this one is laid over"},
      {"idea.title", Type::kText, "the idea in one sentence"},
      {"idea.why", Type::kText, "why it should be so"},
      Key{"idea.tags", Type::kTexts, "words to find the study by"}.by_default("[]"),
      {"idea.follows", Type::kStudyName, "the study this idea grew out of"},
      {"idea.claims", Type::kOwn, "comparisons that are judged after the runs"},
      {"plugins", Type::kOwn, "pins: which file a plugin comes from"},
      Key{"plugin_path", Type::kTexts, "folders or files with plugins"}.by_default("[]"),
  };
}

// The names and types of what data sets take, so that they can be varied by their names. Which data
// set takes which, their ranges, choices and defaults are its own (core/data).
std::vector<Key> data_keys() {
  return {
      Key{"code.data.name", Type::kText, "the data set: planar, fashion_mnist, csv ..."}.required(),
      {"code.data.samples", Type::kWhole,
       "how many samples to make; of HDF5 files: how many there are"},
      {"code.data.noise", Type::kReal, "spread of made samples"},
      {"code.data.seed", Type::kWhole, "from which samples are made"},
      {"code.data.generator", Type::kText, "who draws made samples"},
      {"code.data.classes", Type::kWhole,
       "how many classes made samples have; of HDF5 files: how many there are"},
      {"code.data.features", Type::kNames,
       "how many features made samples and HDF5 files have; of a table, which columns"},
      {"code.data.bits", Type::kWhole, "of parity: the number of features"},
      {"code.data.factor", Type::kReal, "of made circles: the inner radius by the outer"},
      {"code.data.split.train", Type::kReal,
       "share or count of the samples that are trained on; what is left unless given"},
      {"code.data.split.dev", Type::kReal,
       "share or count of the samples that cells are judged on"},
      {"code.data.split.test", Type::kReal,
       "share or count of the samples that are kept for the end"},
      {"code.data.split.seed", Type::kWhole, "by which samples are drawn for the parts"},
      {"code.data.split.by", Type::kText,
       "whether one split is drawn for the study, or another for each seed of its runs"},
      {"code.data.split.folds", Type::kWhole,
       "k-fold: each seed has k runs, of which each is judged on another of k folds"},
      {"code.data.split.fold", Type::kWhole, "only this one of the folds, from 1"},
      {"code.data.split.column", Type::kNames,
       "the column of a table that says train, dev or test of each row"},
      {"code.data.standardize", Type::kFlag,
       "whether features are brought to mean 0 and deviation 1 of the training part"},
      {"code.data.targets", Type::kText,
       "whether numbers to predict are brought to mean 0 and deviation 1 of the training part; "
       "scores and predictions stay in their unit"},
      {"code.data.class_weight", Type::kWeights,
       "what the samples of each class count for in costs: all classes the same, or as a map says"},
      {"code.data.scale", Type::kReal, "a factor of all values"},
      {"code.data.file", Type::kText, "the file: a table or HDF5"},
      {"code.data.target", Type::kNames, "the column to predict"},
      {"code.data.weight", Type::kNames,
       "the column that says what each sample counts for, in costs and scores"},
      {"code.data.ignore", Type::kNames, "columns of a table that are no features"},
      {"code.data.categories", Type::kNames,
       "columns of texts that become one feature for each of their values"},
      {"code.data.na_values", Type::kNames, "what else stands for a missing value"},
      {"code.data.header", Type::kFlag, "whether the first line names the columns"},
      {"code.data.decimal", Type::kText, "what stands before the decimals of a number"},
      {"code.data.task", Type::kText, "what the target is"},
      {"code.data.delimiter", Type::kText, "what stands between the fields of a table"},
      {"code.data.missing", Type::kText, "what to do about empty fields"},
      {"code.data.images", Type::kText, "the file of images"},
      {"code.data.labels", Type::kText, "the file of labels"},
      {"code.data.transpose", Type::kFlag,
       "whether samples are the last size of HDF5 datasets, as MATLAB saves them"},
      {"code.data.x", Type::kText, "the HDF5 path of the features"},
      {"code.data.y", Type::kText, "the HDF5 path of the targets"},
      {"code.data.test_file", Type::kText, "as file, of the test part"},
      {"code.data.test_images", Type::kText, "as images, of the test part"},
      {"code.data.test_labels", Type::kText, "as labels, of the test part"},
      {"code.data.test_x", Type::kText, "as x, of the test part"},
      {"code.data.test_y", Type::kText, "as y, of the test part"},
      {"code.data.test_samples", Type::kWhole, "as samples of HDF5 files, of the test part"},
      {"code.data.from", Type::kText, "where the files can be got, for who has not got them"},
  };
}

// The defaults are the usual ones: relu with He's initialization, mini-batches of 64. Keys that
// decide what is learnt (output, loss, epochs) have none, because a network trained with a wrong
// guess would mean nothing. Features that are off unless a study asks for them (schedule, clipping,
// early stopping, save) have none either, so that they do not change the identity of other studies.
std::vector<Key> code_keys() {
  return {
      Key{"code.network.hidden", Type::kLayers, "the units of each hidden layer"}.by_default("[]"),
      Key{"code.network.activation", Type::kPlugin, "activation of the hidden layers"}.by_default(
          "relu"),
      Key{"code.network.output", Type::kPlugin,
          "the output layer's activation: sigmoid for two classes, softmax for more, linear for "
          "numbers"}
          .required(),
      Key{"code.initializer", Type::kPlugin, "how weights start"}.by_default("he_normal"),
      Key{"code.loss", Type::kPlugin,
          "what is minimized: binary_cross_entropy, categorical_cross_entropy, squared_error ..."}
          .required(),
      Key{"code.optimizer", Type::kPlugin, "the rule of the update"}.by_default("gradient_descent"),
      Key{"code.optimizer.learning_rate", Type::kReal, "the size of the update"}
          .within(kAtLeastZero)
          .by_default("0.01"),
      {"code.optimizer.schedule", Type::kSettings, "how the learning rate changes"},
      Key{"code.optimizer.schedule.name", Type::kChoice, "by which rule the rate changes"}.one_of(
          {"constant", "step", "exponential", "inverse_time", "cosine"}),
      Key{"code.optimizer.schedule.every", Type::kWhole, "epochs between the steps"}.within(
          kAtLeastOne),
      Key{"code.optimizer.schedule.factor", Type::kReal,
          "by which a step, or an epoch, multiplies the rate"}
          .within({.low = 0, .high = 1, .low_open = true}),
      Key{"code.optimizer.schedule.decay", Type::kReal, "d in 1 / (1 + d t)"}.within(kAtLeastZero),
      Key{"code.optimizer.schedule.floor", Type::kReal, "share of the rate left at the end"}.within(
          {.low = 0, .high = 1}),
      Key{"code.optimizer.schedule.warmup", Type::kWhole, "epochs in which the rate rises"}.within(
          kAtLeastZero),
      Key{"code.regularization.l2", Type::kReal, "lambda of the squared weights"}
          .within(kAtLeastZero)
          .by_default("0"),
      Key{"code.regularization.dropout", Type::kRates, "share of hidden units switched off"}
          .within(kRate)
          .by_default("0"),
      Key{"code.training.epochs", Type::kWhole, "how often the training part is passed through"}
          .within({.low = 1, .high = 1e9})
          .required(),
      Key{"code.training.batch_size", Type::kBatchSize, "samples per update"}
          .within(kAtLeastOne)
          .by_default("64"),
      Key{"code.training.precision", Type::kChoice, "the numbers of the network"}
          .one_of({"float32", "float64"})
          .by_default("float32"),
      Key{"code.training.clip_value", Type::kReal, "bound of each entry of the gradient, 0: none"}
          .within(kAtLeastZero),
      Key{"code.training.clip_norm", Type::kReal, "bound of the gradient's norm, 0: none"}.within(
          kAtLeastZero),
      Key{"code.training.label_smoothing", Type::kReal,
          "share of each label spread evenly over the classes, 0: none"}
          .within(kRate),
      {"code.training.early_stopping", Type::kSettings, "when training ends before its last epoch"},
      {"code.training.early_stopping.metric", Type::kMetric, "what is watched at every epoch"},
      Key{"code.training.early_stopping.patience", Type::kWhole,
          "epochs without a better one before it stops, 0: never"}
          .within(kAtLeastZero),
      Key{"code.training.early_stopping.min_delta", Type::kReal, "better by this is no better"}
          .within(kAtLeastZero),
      {"code.training.early_stopping.restore_best", Type::kFlag,
       "end with the best epoch's parameters"},
      Key{"code.training.save", Type::kChoice, "the parameters that are kept"}
          .one_of({"none", "final", "best"})
          .alias("last", "final"),
  };
}

std::vector<Key> experiment_keys() {
  return {
      Key{"experiment.method", Type::kChoice, "how cells are chosen"}
          .one_of({"grid", "random", "sobol", "halton", "tpe", "cmaes", "auto"})
          .alias("bayes", "auto")
          .by_default("grid"),
      {"experiment.metric.name", Type::kMetric, "what cells are ranked by"},
      Key{"experiment.metric.goal", Type::kChoice, "which way is better"}
          .one_of({"minimize", "maximize"})
          .alias("minimise", "minimize")
          .alias("maximise", "maximize"),
      {"experiment.seeds", Type::kOwn, "with which each cell is run"},
      {"experiment.parameters", Type::kOwn, "what is varied"},
      {"experiment.zip", Type::kOwn, "lists of parameters that advance together"},
      {"experiment.exclude", Type::kOwn, "cells left out"},
      Key{"experiment.record.points", Type::kWhole, "points per curve at most"}
          .within({.low = 2, .high = 1e6})
          .by_default("200"),
      Key{"experiment.limits.seconds", Type::kReal, "how long a run may take, 0: for ever"}
          .within(kAtLeastZero)
          .by_default("0"),
      Key{"experiment.limits.memory", Type::kBytes, "how much memory a run may take, 0: any"}
          .by_default("0"),
      Key{"experiment.order", Type::kChoice, "the order of the cells"}
          .one_of({"declared", "shuffled"})
          .by_default("declared"),
      Key{"experiment.run_cap", Type::kWhole, "runs at most, 0: no cap"}
          .within(kAtLeastZero)
          .by_default("0"),
      Key{"experiment.ahead", Type::kWhole,
          "how many cells a method that learns may propose before the first of them has its result"}
          .within({.low = 1, .high = 1e6}),
      {"experiment.start_with", Type::kOwn,
       "cells that come before those that the method proposes"},
  };
}

// Keys of a layer of network.hidden, of experiment.seeds as a map, of an item of
// experiment.parameters and of an item of idea.claims.
std::vector<Key> item_keys() {
  return {
      Key{"layer.units", Type::kWhole, "the width of the layer"}
          .within({.low = 1, .high = 1e6})
          .required(),
      {"layer.activation", Type::kPlugin, "instead of network.activation"},
      {"layer.initializer", Type::kPlugin, "instead of code.initializer"},
      Key{"layer.dropout", Type::kReal, "instead of regularization.dropout"}.within(kRate),
      Key{"seeds.count", Type::kWhole, "how many seeds"}
          .within({.low = 1, .high = 1e6})
          .by_default("1"),
      Key{"seeds.root", Type::kWhole, "what seeds are derived from"}
          .within(kAtLeastZero)
          .by_default("0"),
      {"parameter.values", Type::kOwn, "the values"},
      {"parameter.value", Type::kOwn, "the only value"},
      {"parameter.min", Type::kReal, "the lower end of a range"},
      {"parameter.max", Type::kReal, "the upper end of a range"},
      Key{"parameter.distribution", Type::kChoice, "how values lie in a range"}
          .one_of({"uniform", "log_uniform", "int_uniform", "normal", "log_normal", "categorical"})
          .alias("loguniform", "log_uniform")
          .alias("logUniform", "log_uniform")
          .alias("log_uniform_values", "log_uniform")
          .alias("lognormal", "log_normal")
          .alias("log_normal_values", "log_normal")
          .alias("q_uniform", "uniform")
          .alias("q_log_uniform_values", "log_uniform")
          .alias("q_normal", "normal")
          .alias("q_log_normal", "log_normal")
          .alias("constant", "categorical")
          .alias("choice", "categorical"),
      Key{"parameter.points", Type::kWhole, "how many values of a range"}.within(
          {.low = 2, .high = 1e6}),
      Key{"parameter.step", Type::kReal, "between the values of a range"}.within(kPositive),
      Key{"parameter.q", Type::kReal, "the same as step"}.within(kPositive),
      {"parameter.mu", Type::kReal, "mean of a normal distribution"},
      Key{"parameter.sigma", Type::kReal, "deviation of a normal distribution"}.within(kPositive),
      {"parameter.when", Type::kOwn, "the cells in which the parameter exists"},
      Key{"claim.name", Type::kText, "a short name: H1"}.required(),
      Key{"claim.metric", Type::kMetric, "what is compared: dev.accuracy"}.required(),
      {"claim.better", Type::kOwn, "the side said to be better"},
      {"claim.than", Type::kOwn, "the other side"},
      Key{"claim.by", Type::kReal, "by how much at least"}.within(kAtLeastZero).by_default("0"),
      Key{"claim.alpha", Type::kReal, "the error rate of the verdict"}
          .within({.low = 0, .high = 1, .low_open = true, .high_open = true})
          .by_default("0.05"),
  };
}

struct Index {
  std::vector<Key> keys;
  std::map<std::string, const Key*, std::less<>> by_path;
  std::map<std::string, std::vector<std::string>, std::less<>> below;
};

// Adds the name of a path to its section; returns whether it was new.
bool add_name(Index& index, std::string_view path) {
  const auto [parent, name] = base::split_last(path);
  std::vector<std::string>& names = index.below[std::string(parent)];
  if (std::find(names.begin(), names.end(), name) != names.end()) return false;
  names.emplace_back(name);
  return true;
}

void add(Index& index, std::vector<Key> keys, bool from_root) {
  for (Key& key : keys) {
    std::string_view path = key.path;
    while (add_name(index, path) && from_root && !base::split_last(path).first.empty())
      path = base::split_last(path).first;
    index.keys.push_back(std::move(key));
  }
}

Index make_index() {
  Index index;
  for (auto make : {study_keys, data_keys, code_keys, experiment_keys}) add(index, make(), true);
  add(index, item_keys(), false);
  for (const Key& key : index.keys) index.by_path.emplace(key.path, &key);
  return index;
}

const Index& index() {
  static const Index kIndex = make_index();
  return kIndex;
}

}  // namespace

Key Key::by_default(std::string yaml) const {
  Key key = *this;
  key.fallback = std::move(yaml);
  return key;
}

Key Key::required() const {
  Key key = *this;
  key.is_required = true;
  return key;
}

Key Key::within(Interval interval) const {
  Key key = *this;
  key.range = interval;
  return key;
}

Key Key::one_of(std::vector<std::string> words) const {
  Key key = *this;
  key.choices = std::move(words);
  return key;
}

Key Key::alias(std::string other, std::string word) const {
  Key key = *this;
  key.aliases.emplace(std::move(other), std::move(word));
  return key;
}

const std::vector<Key>& all_keys() { return index().keys; }

const Key* find_key(std::string_view path) {
  const auto found = index().by_path.find(path);
  return found == index().by_path.end() ? nullptr : found->second;
}

const Key* find_code_key(std::string_view parameter) {
  return find_key("code." + std::string(parameter));
}

const std::vector<std::string>& names_below(std::string_view path) {
  static const std::vector<std::string> kNone;
  const auto found = index().below.find(path);
  return found == index().below.end() ? kNone : found->second;
}

std::string join_path(std::string_view parent, std::string_view name) {
  return parent.empty() ? std::string(name) : fmt::format("{}.{}", parent, name);
}

}  // namespace ice::study
