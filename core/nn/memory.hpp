#pragma once
// What a training takes of memory, asked before any of it is taken. The sizes are asked of the
// classes that take it: a test counts the bytes of real trainings against them.
#include <cstdint>
#include <vector>

#include "nn/cache.hpp"

namespace ice::nn {

/// A training on paper.
struct TrainingSize {
  std::uint64_t n_x = 0;
  std::vector<CacheNeeds> layers;  ///< 1 .. L, as cache_needs() says
  std::uint64_t m = 0;             ///< samples of the training part
  std::uint64_t m_dev = 0, m_test = 0;
  std::uint64_t classes = 0;          ///< 0: the targets are numbers
  std::uint64_t batch_size = 0;       ///< columns of a step, at most m
  std::uint64_t slots = 0;            ///< numbers that the optimizer keeps for each parameter
  bool smooths_labels = false;        ///< training.label_smoothing is on
  bool is_weighted = false;           ///< the samples have weights
  bool keeps_best = false;            ///< the best epoch's parameters are kept to be saved
  bool restores_best = false;         ///< the best epoch's parameters are kept to go on from
  std::uint64_t recorded_epochs = 0;  ///< at most
  std::uint64_t curves = 0;           ///< metrics of each recorded epoch
};

/// Bytes of a Network and of train() at their peak. Apart from them: the data, which all workers
/// share, and what plugins and BLAS take for themselves.
template <class T>
[[nodiscard]] std::uint64_t training_bytes(const TrainingSize& size);

}  // namespace ice::nn
