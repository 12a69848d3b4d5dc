#pragma once
// A shared data set as matrices: what a worker trains on. Any thread may call map().
#include <armadillo>
#include <memory>

#include "data/dataset.hpp"

namespace ice::data {

/// One part as matrices in the mapped memory. Read-only, although the type is not const: a write
/// ends the process with SIGSEGV. Never resized.
template <class T>
struct Part {
  arma::Mat<T> X;  ///< (n_x, m)
  arma::Mat<T> Y;  ///< (n_y, m)
  /// (1, m): what each sample counts for in costs and their gradients, and in scores; of mean 1
  /// over the part. Both are empty where all samples count the same.
  arma::Mat<T> cost_weights{}, score_weights{};
};

/// The three parts of a data set. Any number of threads may read them. Move it but do not copy it:
/// a copied matrix has memory of its own.
template <class T>
struct Parts {
  Shape shape;
  Part<T> train, dev, test;  ///< dev and test may have no columns
  /// Keeps the memory mapped, to which the matrices point.
  std::shared_ptr<const void> mapping;
};

/// Maps the sealed memory file with descriptor `fd`, which may be closed afterwards. Throws Error
/// when T is not the shape's precision or the size of the file does not match the shape, and as
/// throw_system_error does when it cannot be mapped.
template <class T>
[[nodiscard]] Parts<T> map(const Shape& shape, int fd);

extern template Parts<float> map<float>(const Shape&, int);
extern template Parts<double> map<double>(const Shape&, int);

}  // namespace ice::data
