#pragma once
// The matrices that forward computes and backward reads again: those of all layers for one batch,
// cut from one block of memory.
// Z[l], A[l], dA[l], dZ[l], D[l] (n[l], m)
#include <armadillo>
#include <cstdint>
#include <optional>
#include <vector>

namespace ice::nn {

/// Which matrices a layer needs; cache_needs() derives it from the layer's plugins.
struct CacheNeeds {
  std::uint64_t units = 0;  ///< n[l]
  bool keeps_Z = true;      ///< A[l] may not be written over Z[l]
  bool keeps_dA = true;     ///< dZ[l] may not be written over dA[l]
  bool drops = false;       ///< has dropout
};

/// The needs of a layer whose activation reads Z in backward (`needs_z`) or can write A over Z and
/// dZ over dA (`in_place`). `loss_reads_Z`: it is the output layer, and the loss is fused with its
/// activation.
[[nodiscard]] CacheNeeds cache_needs(std::uint64_t units, bool needs_z, bool in_place, bool drops,
                                     bool loss_reads_Z);

/// The matrices of one layer. A shares the memory of Z, and dZ that of dA, where the layer does not
/// need both.
template <class T>
struct LayerCache {
  arma::Mat<T> Z, A, dA, dZ;
  arma::Mat<T> D;          ///< dropout mask: 0 or 1 / keep; empty without dropout
  arma::Mat<T> A_dropped;  ///< A % D; empty without dropout
  const arma::Mat<T>* A_out =
      nullptr;  ///< what the next layer reads: &A, or &A_dropped in training
};

/// The matrices of all layers, for any number of columns up to `capacity`. The constructor
/// allocates the memory; a change of m only moves the views. Each Network owns one. Not
/// thread-safe; a copy would point into the memory of the original.
template <class T>
class Cache {
 public:
  Cache(std::vector<CacheNeeds> needs, std::uint64_t capacity);
  Cache(const Cache&) = delete;
  Cache& operator=(const Cache&) = delete;

  /// Bytes of memory that such a cache takes.
  [[nodiscard]] static std::uint64_t bytes(const std::vector<CacheNeeds>& needs,
                                           std::uint64_t capacity);

  /// Lays the matrices out for m columns; their contents are undefined after a change of m.
  /// Throws Error when m is beyond the capacity.
  void set_columns(std::uint64_t m);

  [[nodiscard]] std::uint64_t capacity() const { return capacity_; }
  LayerCache<T>& operator[](std::uint64_t l) { return layers_[l - 1]; }  ///< l = 1 .. L
  arma::Mat<T>& per_sample() { return *per_sample_; }                    ///< (1, m)

 private:
  std::vector<CacheNeeds> needs_;
  std::uint64_t capacity_;
  std::uint64_t m_ = 0;
  std::vector<T> memory_;
  std::vector<LayerCache<T>> layers_;
  std::optional<arma::Mat<T>> per_sample_;
};

}  // namespace ice::nn
