#pragma once
// How good a network is on a part of the data. A, Y (n_y, m)
#include <string>
#include <vector>

#include "data/parts.hpp"
#include "metric/metric.hpp"
#include "nn/network.hpp"

namespace ice::nn {

/// The names of all metrics of a data set, train.* then dev.* then test.*, each part that exists;
/// within a part in the order of metric::table().
[[nodiscard]] std::vector<std::string> metric_names(const data::Shape& shape, double l2,
                                                    bool has_hidden);

/// The output above which a sample of two classes is called positive.
template <class T>
[[nodiscard]] T positive_above(Network<T>& network);

/// How a part is measured.
struct Scoring {
  /// By what each row of Y was divided: errors are multiplied by it. Empty: by nothing.
  std::vector<double> units{};
  bool weighs = true;  ///< false: every sample counts 1, also in a part with weights
};

/// Measures networks on one part, which it borrows. Takes its memory when it is made; one thread at
/// a time.
template <class T>
class Evaluator {
 public:
  Evaluator(const data::Part<T>& part, data::Task task, Scoring scoring = {});
  Evaluator(const Evaluator&) = delete;  // the evidence points into it
  Evaluator& operator=(const Evaluator&) = delete;

  /// What one takes of memory for m samples.
  [[nodiscard]] static std::uint64_t bytes(std::uint64_t m, std::uint64_t classes,
                                           bool is_weighted = false);

  /// What one forward pass over the part finds, valid until the next call; without `outputs` no
  /// metric that sorts can be computed of it. nullptr where a parameter or an output is not finite:
  /// a network that diverged is right about nothing, also where its outputs saturate
  /// (sigmoid(infinity) = 1).
  [[nodiscard]] const metric::Evidence* evaluate(Network<T>& network, bool outputs = true);

 private:
  void forget();
  void compare(const arma::Mat<T>& A, const arma::Mat<T>& Y, const T* weights, T above);
  void keep(const arma::Mat<T>& A, const arma::Mat<T>& Y, const T* weights);
  /// From sample `first` on; null where all count 1.
  [[nodiscard]] const T* score_weights(std::uint64_t first) const;

  const data::Part<T>& part_;
  data::Task task_;
  Scoring scoring_;
  metric::Evidence evidence_;
  // For two classes: positives from the front, negatives behind. One of the two is used.
  std::vector<double> outputs_;
  std::vector<metric::WeightedOutput> weighted_outputs_;
};

}  // namespace ice::nn
