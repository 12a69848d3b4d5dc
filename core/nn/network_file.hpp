#pragma once
// Trained networks as HDF5 files that any program reads: datasets "W1" (n[1], n_x), "b1" (n[1],),
// "W2" ... in float or double, and "ice", one text of JSON that says what the network is. Each has
// a Fletcher-32 sum: a damaged file is not read. The attribute "format" of the root is a number.
#include <armadillo>
#include <filesystem>

#include "base/value.hpp"
#include "nn/network.hpp"

namespace ice::nn {

/// Raised when files are written that an older ice cannot read. 0: files without the attribute,
/// whose text has enumerations as numbers and no metric.
inline constexpr int kNetworkFormat = 1;

/// Writes `parameters`, laid out as network.parameters(), as a whole or not at all: under a name of
/// its own first, made durable, then renamed. Throws UserError naming the file when it cannot.
template <class T>
void save_network(const std::filesystem::path& file, Network<T>& network,
                  const arma::Mat<T>& parameters, const base::Value& about);

/// What `about` was. Throws UserError for a file that is no network, or damaged, or of a newer
/// format.
[[nodiscard]] base::Value read_about(const std::filesystem::path& file);

/// Fills the network's parameters; its layers must be those of the file. Throws as read_about.
template <class T>
void load_parameters(const std::filesystem::path& file, Network<T>& network);

}  // namespace ice::nn
