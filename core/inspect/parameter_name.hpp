#pragma once
// Names of single parameters of a network: "W[1](2, 3)", "b[2](1)".
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace ice::inspect {

/// (rows, columns) of W[1], W[2] ... W[L].
using LayerSizes = std::vector<std::pair<std::uint64_t, std::uint64_t>>;

/// The place of a named parameter in a network's vector of parameters (nn::Network::parameters).
/// "W[2](1, 3)" and "b[2](1)" count from 1; "w" and "b" mean the first of each. Throws UserError
/// for another text, or for a place that the network does not have.
[[nodiscard]] std::uint64_t place_of(const std::string& name, const LayerSizes& sizes);

/// "W[2](1, 3)": the inverse of place_of().
[[nodiscard]] std::string name_of(std::uint64_t place, const LayerSizes& sizes);

}  // namespace ice::inspect
