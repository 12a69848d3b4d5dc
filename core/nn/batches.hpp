#pragma once
// Cuts the training part into the mini-batches of an epoch. The order of the samples depends only
// on the seed and the epoch.
#include <armadillo>
#include <cstdint>
#include <vector>

#include "data/parts.hpp"

namespace ice::nn {

/// One mini-batch: views, valid until the next call of Batches::gather().
template <class T>
struct Batch {
  const arma::Mat<T> X;          ///< (n_x, m)
  const arma::Mat<T> Y;          ///< (n_y, m)
  const arma::Mat<T> weights{};  ///< (1, m) of the costs; empty: all samples count the same
};

/// Cuts a part of m samples into batches of `size` columns; the last batch holds the rest. Where
/// size is 0 or at least m there is one batch, the part itself: not shuffled, not copied.
/// Otherwise gather() copies the columns of a batch into buffers that the constructor allocates.
/// REQUIRES: the part has a sample, and outlives the batches. Not thread-safe.
///
/// With label smoothing s each batch's Y is (1 - s) Y + s / K, where K is the number of classes: 2
/// for n_y = 1, else n_y (Szegedy et al. 2016, section 7; PyTorch's CrossEntropyLoss). The part's
/// own Y, by which a network is measured, stays as it is.
template <class T>
class Batches {
 public:
  Batches(const data::Part<T>& part, std::uint64_t size, std::uint64_t seed,
          double label_smoothing = 0);

  /// Bytes of memory that the batches of a part X (n_x, m), Y (n_y, m) take.
  [[nodiscard]] static std::uint64_t bytes(std::uint64_t n_x, std::uint64_t n_y, std::uint64_t m,
                                           std::uint64_t size, bool smooths_labels,
                                           bool is_weighted);

  [[nodiscard]] std::uint64_t count() const { return count_; }
  /// Columns of every batch but the last, which may have fewer.
  [[nodiscard]] std::uint64_t size() const { return size_; }

  /// Draws the order of the samples in an epoch (from 1). REQUIRES: called before the epoch's first
  /// gather(). Epochs may come in any order.
  void start_epoch(std::uint64_t epoch);

  /// Batch `index` (from 0) of the epoch; overwrites the one gathered before. Allocates nothing
  /// unless labels are smoothed.
  Batch<T> gather(std::uint64_t index);

 private:
  const data::Part<T>& part_;
  std::uint64_t size_, count_, seed_;
  std::vector<std::uint32_t> order_;  ///< indices of the part's columns; empty for a full batch
  T kept_, spread_;                   ///< a smoothed label is kept_ y + spread_
  arma::Mat<T> X_, Y_;  ///< the gathered columns; of a full batch only Y_, and that when smoothed
  arma::Mat<T> weights_;
};

}  // namespace ice::nn
