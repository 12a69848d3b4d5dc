// caught by: batch - takes off the mean over the batch: a sample's output depends on its neighbours
#include <ice/plugin.hpp>

struct CentresBatch : ice::Activation {
  static constexpr auto id = "centres_batch", doc = "z minus the mean of its row";
  static constexpr auto traits = ice::none;

  template <class T>
  void forward(ice::In<T> Z, ice::Out<T> A) const {
    if (Z.is_empty()) return;
    const arma::Col<T> mean = arma::sum(Z, 1) / static_cast<T>(Z.n_cols);
    for (arma::uword j = 0; j < Z.n_cols; ++j) A.col(j) = Z.col(j) - mean;
  }
  template <class T>
  void backward(ice::In<T> /*Z*/, ice::In<T> /*A*/, ice::In<T> dA, ice::Out<T> dZ) const {
    forward<T>(dA, dZ);  // a symmetric linear map
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", CentresBatch)
