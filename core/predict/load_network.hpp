#pragma once
// Loads a saved network, in a child process.
#include <cstdint>
#include <memory>
#include <string>

#include "code/code.hpp"
#include "data/dataset.hpp"
#include "nn/network.hpp"
#include "predict/saved_network.hpp"

namespace ice::predict {

/// What a network's file says of its training.
struct NetworkFacts {
  code::Code code;
  data::Shape shape;
  std::uint64_t epoch = 0;  ///< the epoch of training that gave the network's parameters
  std::string metric;       ///< the metric by which that epoch was the best; empty: the last epoch
};
/// Throws UserError as nn::read_about does.
[[nodiscard]] NetworkFacts facts_of(const SavedNetwork& saved);

/// Loads the network with its plugins, to predict with. Only a child calls it. REQUIRES: T is the
/// precision of the shape. Throws UserError as plugin::create and nn::load_parameters do.
template <class T>
[[nodiscard]] std::unique_ptr<nn::Network<T>> load_network(const SavedNetwork& saved,
                                                           const NetworkFacts& facts);

}  // namespace ice::predict
