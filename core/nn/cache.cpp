#include "nn/cache.hpp"

#include <fmt/format.h>

#include <memory>
#include <utility>

#include "base/error.hpp"
#include "nn/view.hpp"

namespace ice::nn {
namespace {

// Rounds up to whole cache lines: no two matrices share one, and vector loads do not cross them.
template <class T>
constexpr std::uint64_t padded(std::uint64_t count) {
  constexpr std::uint64_t kLine = 64 / sizeof(T);
  return (count + kLine - 1) / kLine * kLine;
}

// Z and dA always; A, dZ and the two of dropout where they need memory of their own.
std::uint64_t matrix_count(const CacheNeeds& needs) {
  return 2U + (needs.keeps_Z ? 1U : 0U) + (needs.keeps_dA ? 1U : 0U) + (needs.drops ? 2U : 0U);
}

template <class T>
std::uint64_t total_size(const std::vector<CacheNeeds>& needs, std::uint64_t m) {
  std::uint64_t size = padded<T>(1) + padded<T>(m);  // room to align, per_sample
  for (const CacheNeeds& layer : needs) size += matrix_count(layer) * padded<T>(layer.units * m);
  return size;
}

// Cuts matrices of m columns off a block of memory, one behind the other.
template <class T>
class Cutter {
 public:
  Cutter(std::vector<T>& memory, std::uint64_t m) : m_(m) {
    void* start = memory.data();
    std::size_t space = memory.size() * sizeof(T);
    next_ = static_cast<T*>(std::align(64, sizeof(T), start, space));
  }

  arma::Mat<T> cut(std::uint64_t rows) {
    T* const start = next_;
    next_ += padded<T>(rows * m_);
    return view(start, rows, m_);
  }

  LayerCache<T> cut_layer(const CacheNeeds& needs) {
    const std::uint64_t n = needs.units;
    arma::Mat<T> Z = cut(n);
    arma::Mat<T> dA = cut(n);
    arma::Mat<T> A = needs.keeps_Z ? cut(n) : view(Z.memptr(), n, m_);
    arma::Mat<T> dZ = needs.keeps_dA ? cut(n) : view(dA.memptr(), n, m_);
    arma::Mat<T> D = needs.drops ? cut(n) : arma::Mat<T>();
    arma::Mat<T> A_dropped = needs.drops ? cut(n) : arma::Mat<T>();
    return {std::move(Z),  std::move(A), std::move(dA),
            std::move(dZ), std::move(D), std::move(A_dropped)};
  }

 private:
  T* next_;
  std::uint64_t m_;
};

}  // namespace

CacheNeeds cache_needs(std::uint64_t units, bool needs_z, bool in_place, bool drops,
                       bool loss_reads_Z) {
  return {units, needs_z || !in_place || loss_reads_Z, !in_place, drops};
}

template <class T>
std::uint64_t Cache<T>::bytes(const std::vector<CacheNeeds>& needs, std::uint64_t capacity) {
  return total_size<T>(needs, capacity) * sizeof(T) +
         needs.size() * (sizeof(CacheNeeds) + sizeof(LayerCache<T>));
}

template <class T>
Cache<T>::Cache(std::vector<CacheNeeds> needs, std::uint64_t capacity)
    : needs_(std::move(needs)), capacity_(capacity), memory_(total_size<T>(needs_, capacity)) {
  layers_.reserve(needs_.size());
  set_columns(capacity);
}

template <class T>
void Cache<T>::set_columns(std::uint64_t m) {
  if (m == m_) return;
  if (m > capacity_)
    throw base::Error(fmt::format("network: {} columns, made for {}", m, capacity_));
  m_ = m;
  Cutter<T> cutter(memory_, m);
  layers_.clear();
  for (const CacheNeeds& needs : needs_) {
    layers_.push_back(cutter.cut_layer(needs));
    layers_.back().A_out = &layers_.back().A;
  }
  per_sample_.emplace(cutter.cut(1));
}

template class Cache<float>;
template class Cache<double>;

}  // namespace ice::nn
