#pragma once
// A network on paper: the shapes of every layer in the course's notation, and what training costs.
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
  std::string initializer;
  double dropout = 0;
  bool elementwise = true;  ///< its activation's outputs depend on one input each
  [[nodiscard]] std::uint64_t parameters() const { return n * n_prev + n; }
};

struct NetworkSummary {
  std::string data;  ///< name of the data set
  std::uint64_t n_x = 0, n_y = 0;
  std::vector<std::string> classes;  ///< their labels, by number; empty for regression
  std::uint64_t m_train = 0, m_dev = 0, m_test = 0;
  std::uint64_t batch = 0;           ///< m of Z and A in a step
  std::vector<LayerSummary> layers;  ///< 1 .. L
  std::string loss, optimizer;
  bool fused = false;             ///< the loss is taken on Z[L]
  bool fused_difference = false;  ///< and dZ[L] is A[L] - Y
  double l2 = 0;                  ///< lambda of the squared weights
  std::uint64_t parameters = 0;   ///< all W and b
  /// Multiplications and additions of the matrix products of one epoch, forward and backward:
  /// 2 n[l] n[l-1] m each for Z, dW and (from layer 2) dA.
  double flops_per_epoch = 0;
  /// Of one worker, as nn::training_bytes says; the data, which all workers share, apart.
  double worker_bytes = 0;
  double data_bytes = 0;
};

/// `record_points`: of the experiment; curves take memory too.
[[nodiscard]] NetworkSummary summarize(const ResolvedCode& resolved, const data::Shape& data,
                                       std::uint64_t record_points = 200);

}  // namespace ice::code
