#pragma once
// Describes a network before it exists: the shapes of its layers in the course's notation, and what
// training it costs. `ice plan` prints it.
// W[l] (n[l], n[l-1])   b[l] (n[l], 1)   Z[l], A[l] (n[l], m)   l = 1 .. L
#include <cstdint>
#include <string>
#include <vector>

#include "code/resolve.hpp"
#include "data/dataset.hpp"

namespace ice::code {

struct LayerSummary {
  std::uint64_t n = 0;       ///< n[l]
  std::uint64_t n_prev = 0;  ///< n[l-1]
  std::string activation;    ///< qualified id
  std::string initializer;   ///< qualified id
  double dropout = 0;
  bool elementwise = true;  ///< each output of the activation depends on one input only
  [[nodiscard]] std::uint64_t parameters() const { return n * n_prev + n; }
};

struct NetworkSummary {
  std::string data;  ///< name of the data set
  std::uint64_t n_x = 0, n_y = 0;
  std::vector<std::string> features;  ///< names; empty where the data have none
  std::vector<std::string> classes;   ///< labels, by class index; empty for regression
  std::uint64_t m_train = 0, m_dev = 0, m_test = 0;
  std::uint64_t batch = 0;           ///< m of Z and A in a step
  std::vector<LayerSummary> layers;  ///< 1 .. L
  std::string loss, optimizer;       ///< qualified ids
  bool fused = false;                ///< the loss is computed from Z[L]
  bool fused_difference = false;     ///< fused, and dZ[L] is A[L] - Y
  double l2 = 0;                     ///< lambda of the squared weights
  std::uint64_t parameters = 0;      ///< entries of all W and b
  /// Multiplications and additions of the matrix products of one epoch, forward and backward:
  /// 2 n[l] n[l-1] m each for Z, dW and (from layer 2) dA.
  double flops_per_epoch = 0;
  /// Memory of one worker (nn::training_bytes), without the data, which all workers share.
  double worker_bytes = 0;
  double data_bytes = 0;
};

/// `record_points` as in nn::TrainOptions: recorded curves take memory too.
[[nodiscard]] NetworkSummary summarize(const ResolvedCode& resolved, const data::Shape& data,
                                       std::uint64_t record_points = 200);

}  // namespace ice::code
