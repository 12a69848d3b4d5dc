#include "study/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "study/schema.hpp"

namespace ice::study {
namespace {

// What a word means: a key, or what is to be known about it.
struct Word {
  std::string_view word, key, advice{};
};

constexpr std::string_view kHidden = "a list with the units of each hidden layer: [64, 32]";
constexpr std::string_view kDecay =
    "the cost's L2 term; decoupled decay is optimizer: {name: adamw, weight_decay: ...}";
constexpr std::string_view kSeeds = "a list, or {count: 5}";
constexpr std::string_view kMomentum = "optimizer: {name: momentum, beta: 0.9}";
constexpr std::string_view kStops = "a rule that stops poor runs, which is not there yet";
constexpr std::string_view kOtherTool = "a key of W&B's: here a study file is what ice runs";

constexpr std::array kWords{
    Word{"lr", "code.optimizer.learning_rate"},
    Word{"eta", "code.optimizer.learning_rate"},
    Word{"stepsize", "code.optimizer.learning_rate"},
    Word{"initiallr", "code.optimizer.learning_rate"},
    Word{"scheduler", "code.optimizer.schedule"},
    Word{"lrscheduler", "code.optimizer.schedule"},
    Word{"lrschedule", "code.optimizer.schedule"},
    Word{"lrdecay", "code.optimizer.schedule"},
    Word{"opt", "code.optimizer"},
    Word{"optim", "code.optimizer"},
    Word{"optimiser", "code.optimizer"},
    Word{"solver", "code.optimizer"},
    Word{"momentum", "", kMomentum},
    Word{"weightdecay", "code.regularization.l2", kDecay},
    Word{"wd", "code.regularization.l2", kDecay},
    Word{"lambda", "code.regularization.l2"},
    Word{"lambd", "code.regularization.l2"},
    Word{"l2reg", "code.regularization.l2"},
    Word{"l2regularization", "code.regularization.l2"},
    Word{"dropoutrate", "code.regularization.dropout"},
    Word{"dropoutprob", "code.regularization.dropout"},
    Word{"keepprob", "code.regularization.dropout",
         "the share that is switched off, 1 - keep_prob"},
    Word{"hiddenlayers", "code.network.hidden", kHidden},
    Word{"hiddenlayersizes", "code.network.hidden", kHidden},
    Word{"hiddensizes", "code.network.hidden", kHidden},
    Word{"hiddensize", "code.network.hidden", kHidden},
    Word{"hiddendim", "code.network.hidden", kHidden},
    Word{"hiddenunits", "code.network.hidden", kHidden},
    Word{"layers", "code.network.hidden", kHidden},
    Word{"layersizes", "code.network.hidden", kHidden},
    Word{"layersdims", "code.network.hidden", kHidden},
    Word{"numlayers", "code.network.hidden", kHidden},
    Word{"nlayers", "code.network.hidden", kHidden},
    Word{"depth", "code.network.hidden", kHidden},
    Word{"units", "code.network.hidden", kHidden},
    Word{"numunits", "code.network.hidden", kHidden},
    Word{"nunits", "code.network.hidden", kHidden},
    Word{"width", "code.network.hidden", kHidden},
    Word{"act", "code.network.activation"},
    Word{"activationfunction", "code.network.activation"},
    Word{"nonlinearity", "code.network.activation"},
    Word{"outputactivation", "code.network.output"},
    Word{"init", "code.initializer"},
    Word{"initialization", "code.initializer"},
    Word{"weightinit", "code.initializer"},
    Word{"kernelinitializer", "code.initializer"},
    Word{"criterion", "code.loss"},
    Word{"lossfunction", "code.loss"},
    Word{"lossfn", "code.loss"},
    Word{"bs", "code.training.batch_size"},
    Word{"batch", "code.training.batch_size"},
    Word{"minibatch", "code.training.batch_size"},
    Word{"minibatchsize", "code.training.batch_size"},
    Word{"nepochs", "code.training.epochs"},
    Word{"numepochs", "code.training.epochs"},
    Word{"maxepochs", "code.training.epochs"},
    Word{"iterations", "code.training.epochs"},
    Word{"numiterations", "code.training.epochs"},
    Word{"maxiter", "code.training.epochs"},
    Word{"earlystop", "code.training.early_stopping"},
    Word{"patience", "code.training.early_stopping"},
    Word{"gradclip", "code.training.clip_norm"},
    Word{"gradientclip", "code.training.clip_norm"},
    Word{"maxgradnorm", "code.training.clip_norm"},
    Word{"clipgradnorm", "code.training.clip_norm"},
    Word{"dtype", "code.training.precision"},
    Word{"labelsmoothing", "code.training.label_smoothing"},
    Word{"dataset", "code.data"},
    Word{"datasetname", "code.data.name"},
    Word{"validationsplit", "code.data.split.dev"},
    Word{"valsplit", "code.data.split.dev"},
    Word{"testsize", "code.data.split.test"},
    Word{"normalize", "code.data.standardize"},
    Word{"seed", "experiment.seeds", kSeeds},
    Word{"randomseed", "experiment.seeds", kSeeds},
    Word{"randomstate", "experiment.seeds", kSeeds},
    Word{"ntrials", "experiment.run_cap"},
    Word{"numsamples", "experiment.run_cap"},
    Word{"sampler", "experiment.method"},
    Word{"algorithm", "experiment.method"},
    Word{"strategy", "experiment.method"},
    Word{"searchalg", "experiment.method"},
    Word{"maxconcurrent", "experiment.ahead"},
    Word{"parallelism", "experiment.ahead"},
    Word{"pointstoevaluate", "experiment.start_with"},
    Word{"enqueuetrial", "experiment.start_with"},
    Word{"startpoints", "experiment.start_with"},
    Word{"earlyterminate", "", kStops},
    Word{"pruner", "", kStops},
    Word{"direction", "experiment.metric.goal"},
    Word{"objective", "experiment.metric"},
    Word{"grid", "experiment.parameters"},
    Word{"params", "experiment.parameters"},
    Word{"searchspace", "experiment.parameters"},
    Word{"hyperparameters", "experiment.parameters"},
    Word{"program", "", kOtherTool},
    Word{"project", "", kOtherTool},
    Word{"entity", "", kOtherTool},
    Word{"command", "", kOtherTool},
};

// Lower case, without what joins words.
std::string plain(std::string_view word) {
  std::string text;
  for (const char c : word)
    if (c != '_' && c != '-') text += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return text;
}

// The full path of what stands one level too high: "seeds" -> "experiment.seeds".
std::string path_of_stray(std::string_view word) {
  for (const char* section : {"experiment", "code", "idea"})
    if (std::ranges::count(names_below(section), word) > 0) return join_path(section, word);
  return "";
}

// A path as an author writes it below `parent`.
std::string as_seen_from(std::string_view parent, std::string_view path) {
  const std::string prefix = std::string(parent) + ".";
  if (!parent.empty() && path.starts_with(prefix)) return std::string(path.substr(prefix.size()));
  return std::string(path);
}

// A path into code that stands where keys do: "optimizer.learning_rate:" at the first column.
std::string hint_for_path(std::string_view word) {
  if (word.find('.') == std::string_view::npos) return "";
  const std::string_view path = word.starts_with("code.") ? word.substr(5) : word;
  if (find_code_key(path) == nullptr) return "";
  return fmt::format(
      "A path belongs under experiment.parameters, where it is varied; a single value stands under "
      "code, a key a level");
}

}  // namespace

std::string hint_for_key(std::string_view word, std::string_view parent) {
  if (std::string hint = hint_for_path(word); !hint.empty()) return hint;
  if (const std::string stray = path_of_stray(word); !stray.empty())
    return fmt::format("It belongs under {}", base::split_last(stray).first);
  const std::string wanted = plain(word);
  const auto* const found = std::ranges::find(kWords, wanted, &Word::word);
  if (found == kWords.end()) return "";
  if (found->key.empty()) return fmt::format("It is {}", found->advice);
  const std::string name = as_seen_from(parent, found->key);
  return found->advice.empty() ? fmt::format("Did you mean '{}'?", name)
                               : fmt::format("Did you mean '{}' ({})?", name, found->advice);
}

std::string key_for_word(std::string_view word) {
  const auto* const found = std::ranges::find(kWords, plain(word), &Word::word);
  return found == kWords.end() ? "" : std::string(found->key);
}

std::string metric_for_word(std::string_view word) {
  std::string text = plain(word);
  std::ranges::replace(text, '/', '.');
  std::erase(text, '.');
  std::string part;
  for (const auto& [prefix, meant] :
       std::initializer_list<std::pair<std::string_view, const char*>>{{"validation", "dev"},
                                                                       {"valid", "dev"},
                                                                       {"val", "dev"},
                                                                       {"eval", "dev"},
                                                                       {"dev", "dev"},
                                                                       {"training", "train"},
                                                                       {"train", "train"},
                                                                       {"test", "test"}}) {
    if (!text.starts_with(prefix)) continue;
    part = meant;
    text.erase(0, prefix.size());
    break;
  }
  std::string measure;
  for (const auto& [other, meant] : std::initializer_list<std::pair<std::string_view, const char*>>{
           {"loss", "cost"},
           {"cost", "cost"},
           {"acc", "accuracy"},
           {"accuracy", "accuracy"},
           {"error", "accuracy"},
           {"top1", "accuracy"},
           {"balancedaccuracy", "balanced_accuracy"},
           {"top3accuracy", "top3_accuracy"},
           {"auc", "auc"},
           {"rocauc", "auc"},
           {"f1", "f1"},
           {"f1score", "f1"},
           {"precision", "precision"},
           {"recall", "recall"},
           {"rmse", "rmse"},
           {"mae", "mae"},
           {"mse", "rmse"},
           {"r2", "r2"},
           {"r2score", "r2"}})
    if (text == other) measure = meant;
  if (measure.empty()) return "";
  if (!part.empty()) return part + "." + measure;
  return fmt::format("dev.{} or train.{}", measure, measure);
}

}  // namespace ice::study
