#pragma once
// The mini-batches of an epoch, in an order that (seed, epoch) decides.
#include <armadillo>
#include <cstdint>
#include <vector>

#include "data/dataset.hpp"

namespace ice::nn {

/// Views: valid until the next batch is gathered.
template <class T>
struct Batch {
  const arma::Mat<T> X;  ///< (n_x, m)
  const arma::Mat<T> Y;  ///< (n_y, m)
};

/// Cuts a part of m samples into batches of `size`, the last one with what is left. With size 0 or
/// >= m there is one batch, the part itself: unshuffled, uncopied. Else the columns of one batch at
/// a time are gathered into memory made once. Borrows the part.
///
/// With label smoothing s each batch's Y is (1 - s) Y + s / K, where K is the number of classes: 2
/// for n_y = 1, else n_y (Szegedy et al. 2016, section 7; PyTorch's CrossEntropyLoss). The part's
/// own Y, by which a network is measured, stays as it is.
template <class T>
class Batches {
 public:
  Batches(const data::Part<T>& part, std::uint64_t size, std::uint64_t seed,
          double label_smoothing = 0);

  /// What they take of memory for a part of X (n_x, m) and Y (n_y, m).
  [[nodiscard]] static std::uint64_t bytes(std::uint64_t n_x, std::uint64_t n_y, std::uint64_t m,
                                           std::uint64_t size, bool smooths_labels);

  [[nodiscard]] std::uint64_t count() const { return count_; }
  [[nodiscard]] std::uint64_t size() const { return size_; }  ///< of all but the last

  /// Draws the order of epoch `epoch` (from 1); depends on no other epoch.
  void start_epoch(std::uint64_t epoch);

  /// Batch `index` (from 0) of the epoch.
  Batch<T> gather(std::uint64_t index);

 private:
  const data::Part<T>& part_;
  std::uint64_t size_, count_, seed_;
  std::vector<std::uint32_t> order_;  ///< of the part's columns; empty for a full batch
  T kept_, spread_;                   ///< of a label, with smoothing: kept_ y + spread_
  arma::Mat<T> X_, Y_;  ///< the gathered columns; of a full batch only Y_, and that when smoothed
};

}  // namespace ice::nn
