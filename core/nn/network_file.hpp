#pragma once
// Saves trained networks as HDF5 files, which any program can read: datasets "W1" (n[1], n_x), "b1"
// (n[1],), "W2" ... in float or double, and "ice", a JSON text that says what the network is. Each
// dataset has a Fletcher-32 sum, so that a damaged file is refused. The root has an attribute
// "format", a number. One thread at a time in a process: HDF5 keeps global state.
#include <armadillo>
#include <filesystem>

#include "base/value.hpp"
#include "nn/network.hpp"

namespace ice::nn {

/// Raised when files are written that an older ice cannot read. Format 0 are files without the
/// attribute: their text has enumerations as numbers and names no metric.
inline constexpr int kNetworkFormat = 1;

/// Writes `parameters`, laid out as network.parameters(), and `about`. Replaces the file as a whole
/// or not at all: writes FILE.part, makes it durable and renames it. REQUIRES: `file` names its
/// folder, which exists. Throws UserError, which names the file, when it cannot be written.
template <class T>
void save_network(const std::filesystem::path& file, Network<T>& network,
                  const arma::Mat<T>& parameters, const base::Value& about);

/// Reads `about` back. Throws UserError when the file is not a network, is damaged, or has a newer
/// format.
[[nodiscard]] base::Value read_about(const std::filesystem::path& file);

/// Fills the network's parameters. REQUIRES: the network has the layers of the file. Throws
/// UserError as read_about does, and when a matrix has another size.
template <class T>
void load_parameters(const std::filesystem::path& file, Network<T>& network);

}  // namespace ice::nn
