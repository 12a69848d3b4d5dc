#pragma once
// One call of a plugin's function with all that it reads and writes, as a value: what the tests of
// all kinds repeat, interleave, cut into columns, compare and time.
#include <armadillo>
#include <functional>
#include <string>
#include <vector>

#include "base/rng.hpp"
#include "conformance/guarded.hpp"
#include "conformance/subject.hpp"

namespace ice::conformance {

template <class T>
struct Operand {
  std::string name;  ///< "dZ"
  arma::Mat<T> content;
};

/// The matrices of one execution, in the order of the call's operands.
template <class T>
struct Memory {
  std::vector<Guarded<T>> in, out;
};

template <class T>
struct Call {
  std::string name;  ///< "backward"
  /// An output's content is what it holds before: poison where the call only writes.
  std::vector<Operand<T>> inputs, outputs;
  std::function<void(const Memory<T>&)> run;

  [[nodiscard]] Memory<T> memory() const {
    Memory<T> memory;
    for (const Operand<T>& operand : inputs) memory.in.emplace_back(operand.content, poison<T>());
    for (const Operand<T>& operand : outputs) memory.out.emplace_back(operand.content, kCanary<T>);
    return memory;
  }
};

/// Runs the call in fresh memory.
template <class T>
Memory<T> execute(const Call<T>& call) {
  Memory<T> memory = call.memory();
  call.run(memory);
  return memory;
}

/// Which data the calls get. The numbers are those of a float, so that both types see the same.
struct Sample {
  arma::uword rows = 5, cols = 7;  ///< of the layer's matrices; an optimizer has rows * cols
                                   ///< parameters
  std::uint64_t seed = 1;
  double nudge = 0;   ///< relative change of the data: what a rounding may do
  double spread = 2;  ///< deviation of pre-activations: most of them where activations bend
};

/// Every function of the plugin, called as a network does.
template <class T>
[[nodiscard]] std::vector<Call<T>> calls(const Subject& subject, const Made& plugin,
                                         const Sample& sample);

/// Normal numbers of this deviation.
template <class T>
[[nodiscard]] arma::Mat<T> random_matrix(base::Stream& stream, arma::uword rows, arma::uword cols,
                                         double deviation = 1) {
  arma::Mat<T> M(rows, cols);
  for (T& x : M) x = static_cast<T>(static_cast<float>(deviation * stream.normal()));
  return M;
}

template <class T>
[[nodiscard]] arma::Mat<T> poisoned(arma::uword rows, arma::uword cols) {
  arma::Mat<T> M(rows, cols);
  return M.fill(poison<T>());
}

}  // namespace ice::conformance
