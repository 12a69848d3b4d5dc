#include "nn/batches.hpp"

#include <algorithm>
#include <numeric>
#include <span>

#include "base/rng.hpp"
#include "nn/view.hpp"

namespace ice::nn {
namespace {

template <class T>
void gather_columns(const arma::Mat<T>& from, std::span<const std::uint32_t> order,
                    arma::Mat<T>& to) {
  for (std::size_t j = 0; j < order.size(); ++j)
    std::copy_n(from.colptr(order[j]), from.n_rows, to.colptr(j));
}

template <class T>
bool is_weighted(const data::Part<T>& part) {
  return !part.cost_weights.is_empty();
}

template <class T>
const arma::Mat<T> first_weights(const arma::Mat<T>& weights, arma::uword count) {
  return weights.is_empty() ? arma::Mat<T>() : columns(weights, 0, count);
}

double classes_of(arma::uword n_y) { return n_y == 1 ? 2 : static_cast<double>(n_y); }

}  // namespace

template <class T>
Batches<T>::Batches(const data::Part<T>& part, std::uint64_t size, std::uint64_t seed,
                    double label_smoothing)
    : part_(part),
      size_(size == 0 ? part.X.n_cols : std::min<std::uint64_t>(size, part.X.n_cols)),
      count_((part.X.n_cols + size_ - 1) / size_),
      seed_(seed),
      kept_(static_cast<T>(1 - label_smoothing)),
      spread_(static_cast<T>(label_smoothing / classes_of(part.Y.n_rows))) {
  if (count_ == 1) {
    if (spread_ > 0) Y_ = part.Y * kept_ + spread_;
    return;
  }
  order_.resize(part.X.n_cols);
  X_.set_size(part.X.n_rows, size_);
  Y_.set_size(part.Y.n_rows, size_);
  if (is_weighted(part)) weights_.set_size(1, size_);
}

template <class T>
std::uint64_t Batches<T>::bytes(std::uint64_t n_x, std::uint64_t n_y, std::uint64_t m,
                                std::uint64_t size, bool smooths_labels, bool is_weighted) {
  if (size == 0 || size >= m) return smooths_labels ? n_y * m * sizeof(T) : 0;
  return m * sizeof(std::uint32_t) + (n_x + n_y + (is_weighted ? 1 : 0)) * size * sizeof(T);
}

template <class T>
void Batches<T>::start_epoch(std::uint64_t epoch) {
  if (count_ == 1) return;
  std::iota(order_.begin(), order_.end(), std::uint32_t{0});
  base::Stream(seed_, base::Purpose::kShuffle, epoch).shuffle(std::span(order_));
}

template <class T>
Batch<T> Batches<T>::gather(std::uint64_t index) {
  if (count_ == 1)
    return {columns(part_.X, 0, size_), columns(spread_ > 0 ? Y_ : part_.Y, 0, size_),
            first_weights(part_.cost_weights, size_)};
  const std::uint64_t first = index * size_;
  const std::uint64_t m = std::min<std::uint64_t>(size_, order_.size() - first);
  const auto chosen = std::span<const std::uint32_t>(order_).subspan(first, m);
  gather_columns(part_.X, chosen, X_);
  gather_columns(part_.Y, chosen, Y_);
  if (is_weighted(part_)) gather_columns(part_.cost_weights, chosen, weights_);
  if (spread_ > 0)  // in place: an expression of Armadillo would take memory for a copy
    std::for_each_n(Y_.memptr(), Y_.n_rows * m, [&](T& y) { y = y * kept_ + spread_; });
  return {columns(X_, 0, m), columns(Y_, 0, m), first_weights(weights_, m)};
}

template class Batches<float>;
template class Batches<double>;

}  // namespace ice::nn
