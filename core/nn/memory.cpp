#include "nn/memory.hpp"

#include "nn/batches.hpp"
#include "nn/metrics.hpp"
#include "nn/network.hpp"
#include "nn/train.hpp"

namespace ice::nn {

template <class T>
std::uint64_t training_bytes(const TrainingSize& size) {
  const std::uint64_t n_y = size.layers.back().units;
  const std::uint64_t parameters = parameter_count(size.n_x, size.layers) * sizeof(T);
  const std::uint64_t copies =
      size.slots + (size.keeps_best ? 1U : 0U) + (size.restores_best ? 1U : 0U);
  const std::uint64_t point = sizeof(std::uint64_t) + sizeof(Point) + size.curves * sizeof(double);
  std::uint64_t evaluators = 0;
  for (const std::uint64_t m : {size.m, size.m_dev, size.m_test})
    evaluators += Evaluator<T>::bytes(m, size.classes, size.is_weighted);
  return Network<T>::bytes(size.n_x, size.layers, size.batch_size) +
         Batches<T>::bytes(size.n_x, n_y, size.m, size.batch_size, size.smooths_labels,
                           size.is_weighted) +
         copies * parameters + evaluators + size.recorded_epochs * point;
}

template std::uint64_t training_bytes<float>(const TrainingSize&);
template std::uint64_t training_bytes<double>(const TrainingSize&);

}  // namespace ice::nn
