#pragma once
// One call of a plugin's function as a value, together with all matrices that it reads and writes.
// The tests of all kinds of plugin repeat such calls, interleave them, cut them into columns,
// compare their results and measure their time.
#include <armadillo>
#include <functional>
#include <string>
#include <vector>

#include "base/rng.hpp"
#include "conformance/guarded.hpp"
#include "conformance/plugin_under_test.hpp"

namespace ice::conformance {

/// One matrix of a call and its name in messages.
template <class T>
struct Operand {
  std::string name;  ///< "dZ"
  arma::Mat<T> content;
};

/// The matrices of one execution of a call, in the order of its operands.
template <class T>
struct Memory {
  std::vector<Guarded<T>> in, out;
};

/// A call of one function. Keeps its plugin alive; each execution has memory of its own, so several
/// threads may execute one call.
template <class T>
struct Call {
  std::string name;  ///< "backward"
  /// The content of an output is its content before the call: poison() if the call only writes it.
  std::vector<Operand<T>> inputs, outputs;
  std::function<void(const Memory<T>&)> run;  ///< throws what the plugin's function throws

  /// New memory with the operands' contents.
  [[nodiscard]] Memory<T> memory() const {
    Memory<T> memory;
    for (const Operand<T>& operand : inputs) memory.in.emplace_back(operand.content, poison<T>());
    for (const Operand<T>& operand : outputs) memory.out.emplace_back(operand.content, kCanary<T>);
    return memory;
  }
};

/// Runs the call once in new memory and returns the memory afterwards.
template <class T>
Memory<T> execute(const Call<T>& call) {
  Memory<T> memory = call.memory();
  call.run(memory);
  return memory;
}

/// Which data the calls get. All numbers are rounded to float, so that a call in float and one in
/// double get the same data.
struct Sample {
  /// Shape of the layer's matrices. An optimizer has rows * cols parameters.
  arma::uword rows = 5, cols = 7;
  std::uint64_t seed = 1;
  double nudge = 0;   ///< relative change of the data, to see the effect of a rounding
  double spread = 2;  ///< standard deviation of pre-activations
};

/// A call of every function of the plugin, with the operands that a network would pass.
template <class T>
[[nodiscard]] std::vector<Call<T>> calls(const Subject& subject, const Made& plugin,
                                         const Sample& sample);

/// A matrix of normal numbers with mean 0 and this standard deviation, rounded to float.
template <class T>
[[nodiscard]] arma::Mat<T> random_matrix(base::Stream& stream, arma::uword rows, arma::uword cols,
                                         double deviation = 1) {
  arma::Mat<T> M(rows, cols);
  for (T& x : M) x = static_cast<T>(static_cast<float>(deviation * stream.normal()));
  return M;
}

/// A matrix filled with poison().
template <class T>
[[nodiscard]] arma::Mat<T> poisoned(arma::uword rows, arma::uword cols) {
  arma::Mat<T> M(rows, cols);
  return M.fill(poison<T>());
}

}  // namespace ice::conformance
