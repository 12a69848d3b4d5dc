#pragma once
// Matrices as a plugin sees them: Armadillo over the host's memory. Column-major; a column is a
// sample.
#include <armadillo>
#include <cstddef>
#include <span>

namespace ice {

/// A matrix to read. The host's memory, valid during the call.
template <class T>
using In = const arma::Mat<T>&;

/// A matrix to overwrite (it holds anything before), already of its final shape: assign to it or to
/// its elements. An assignment of another shape is an error that the host reports.
template <class T>
using Out = arma::Mat<T>&;

/// What an optimizer keeps from step to step: one vector of the parameters' shape for each name in
/// its `slots`, zero before the first step.
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
