#pragma once
// Matrices as a plugin sees them: Armadillo over the memory of the host. Column-major; a column is
// a sample.
#include <armadillo>
#include <cstddef>
#include <span>

namespace ice {

/// A matrix to read. Memory of the host, valid during the call.
template <class T>
using In = const arma::Mat<T>&;

/// A matrix to overwrite, already of its final shape, with undefined contents: assign to it or to
/// its elements. A plugin that gives it another shape or other memory fails with ICE_OUTPUT_LOST.
template <class T>
using Out = arma::Mat<T>&;

/// What an optimizer keeps from step to step: for each name in its `slots` one vector of the shape
/// of the parameters. Zero before the first step. The host owns them.
template <class T>
class Slots {
 public:
  explicit Slots(std::span<arma::Mat<T>> slots) : slots_(slots) {}
  [[nodiscard]] std::size_t size() const { return slots_.size(); }
  [[nodiscard]] Out<T> operator[](std::size_t i) const { return slots_[i]; }

 private:
  std::span<arma::Mat<T>> slots_;
};

}  // namespace ice
