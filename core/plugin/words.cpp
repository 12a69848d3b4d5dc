#include "plugin/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace ice::plugin {
namespace {

struct Word {
  Kind kind;
  std::string_view word, meant;
};

constexpr std::string_view kCrossEntropy =
    "binary_cross_entropy (output: sigmoid) or categorical_cross_entropy (output: softmax)";

constexpr std::array kWords{
    Word{Kind::kActivation, "logistic", "sigmoid"},
    Word{Kind::kActivation, "identity", "linear"},
    Word{Kind::kActivation, "none", "linear"},
    Word{Kind::kActivation, "swish", "silu"},
    Word{Kind::kActivation, "lrelu", "leaky_relu"},
    Word{Kind::kActivation, "prelu", "leaky_relu"},
    Word{Kind::kActivation, "hardsigmoid", "hard_sigmoid"},
    Word{Kind::kInitializer, "xavier", "xavier_normal or xavier_uniform"},
    Word{Kind::kInitializer, "glorot", "xavier_normal or xavier_uniform"},
    Word{Kind::kInitializer, "glorotnormal", "xavier_normal"},
    Word{Kind::kInitializer, "glorotuniform", "xavier_uniform"},
    Word{Kind::kInitializer, "he", "he_normal or he_uniform"},
    Word{Kind::kInitializer, "kaiming", "he_normal or he_uniform"},
    Word{Kind::kInitializer, "kaimingnormal", "he_normal"},
    Word{Kind::kInitializer, "kaiminguniform", "he_uniform"},
    Word{Kind::kInitializer, "lecun", "lecun_normal"},
    Word{Kind::kInitializer, "random", "normal"},
    Word{Kind::kInitializer, "randn", "normal"},
    Word{Kind::kInitializer, "randomnormal", "normal"},
    Word{Kind::kInitializer, "randomuniform", "uniform"},
    Word{Kind::kInitializer, "zero", "zeros"},
    Word{Kind::kLoss, "mse", "squared_error"},
    Word{Kind::kLoss, "meansquarederror", "squared_error"},
    Word{Kind::kLoss, "mseloss", "squared_error"},
    Word{Kind::kLoss, "l2", "squared_error"},
    Word{Kind::kLoss, "mae", "absolute_error"},
    Word{Kind::kLoss, "l1", "absolute_error"},
    Word{Kind::kLoss, "l1loss", "absolute_error"},
    Word{Kind::kLoss, "smoothl1", "huber"},
    Word{Kind::kLoss, "huberloss", "huber"},
    Word{Kind::kLoss, "bce", "binary_cross_entropy"},
    Word{Kind::kLoss, "bceloss", "binary_cross_entropy"},
    Word{Kind::kLoss, "bcewithlogits", "binary_cross_entropy"},
    Word{Kind::kLoss, "binarycrossentropy", "binary_cross_entropy"},
    Word{Kind::kLoss, "logistic", "binary_cross_entropy"},
    Word{Kind::kLoss, "cce", "categorical_cross_entropy"},
    Word{Kind::kLoss, "softmax", "categorical_cross_entropy"},
    Word{Kind::kLoss, "categoricalcrossentropy", "categorical_cross_entropy"},
    Word{Kind::kLoss, "sparsecategoricalcrossentropy", "categorical_cross_entropy"},
    Word{Kind::kLoss, "nll", kCrossEntropy},
    Word{Kind::kLoss, "nllloss", kCrossEntropy},
    Word{Kind::kLoss, "ce", kCrossEntropy},
    Word{Kind::kLoss, "logloss", kCrossEntropy},
    Word{Kind::kLoss, "crossentropy", kCrossEntropy},
    Word{Kind::kLoss, "crossentropyloss", kCrossEntropy},
    Word{Kind::kOptimizer, "sgd", "gradient_descent (by mini-batches: training.batch_size)"},
    Word{Kind::kOptimizer, "gd", "gradient_descent"},
    Word{Kind::kOptimizer, "nag", "nesterov"},
    Word{Kind::kOptimizer, "sgdmomentum", "momentum"},
    Word{Kind::kOptimizer, "heavyball", "momentum"},
};

std::string plain(std::string_view word) {
  std::string text;
  for (const char c : word)
    if (c != '_' && c != '-') text += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return text;
}

const Word* find_word(Kind kind, std::string_view word) {
  const std::string wanted = plain(word);
  const auto* const found = std::ranges::find_if(
      kWords, [&](const Word& one) { return one.kind == kind && one.word == wanted; });
  return found == kWords.end() ? nullptr : found;
}

}  // namespace

std::string hint_for_plugin(Kind kind, std::string_view word) {
  const Word* const found = find_word(kind, word);
  return found == nullptr ? "" : fmt::format("Here it is {}.", found->meant);
}

std::string name_for_word(Kind kind, std::string_view word) {
  const Word* const found = find_word(kind, word);
  if (found == nullptr || found->meant.find(" or ") != std::string_view::npos) return "";
  return std::string(found->meant.substr(0, found->meant.find(' ')));
}

}  // namespace ice::plugin
