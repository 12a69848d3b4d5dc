#pragma once
// What forward keeps for backward: the matrices of every layer for one batch, cut from one block of
// memory.
// Z[l], A[l], dA[l], dZ[l], D[l] (n[l], m)
#include <armadillo>
#include <cstdint>
#include <optional>
#include <vector>

namespace ice::nn {

/// What a layer's plugins ask of its matrices.
struct CacheNeeds {
  std::uint64_t units = 0;
  bool keeps_Z = true;   ///< A[l] may not be written over Z[l]
  bool keeps_dA = true;  ///< dZ[l] may not be written over dA[l]
  bool drops = false;    ///< has dropout
};

/// Of a layer whose activation reads Z in backward (`needs_z`) and works in place (`in_place`).
/// `loss_reads_Z`: it is the output layer and the loss is fused with its activation.
[[nodiscard]] CacheNeeds cache_needs(std::uint64_t units, bool needs_z, bool in_place, bool drops,
                                     bool loss_reads_Z);

/// The matrices of one layer. A may be Z itself, and dZ dA itself, where the layer does not need
/// both.
template <class T>
struct LayerCache {
  arma::Mat<T> Z, A, dA, dZ;
  arma::Mat<T> D;          ///< dropout mask: 0 or 1 / keep; empty without dropout
  arma::Mat<T> A_dropped;  ///< A % D; empty without dropout
  const arma::Mat<T>* A_out =
      nullptr;  ///< what the next layer reads: &A, or &A_dropped in training
};

/// The layers' matrices for any m up to `capacity` columns. Changing m moves views, never memory.
template <class T>
class Cache {
 public:
  Cache(std::vector<CacheNeeds> needs, std::uint64_t capacity);

  /// What such a cache takes of memory.
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
