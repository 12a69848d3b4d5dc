#pragma once
// Makes the sources of data for the list in sources.cpp: one function for each file.
#include <vector>

#include "data/section.hpp"

namespace ice::data {

[[nodiscard]] std::vector<Source>
synthetic_sources();  ///< planar, moons, circles, spirals, xor, blobs, parity
[[nodiscard]] Source housing_source();
[[nodiscard]] Source fashion_mnist_source();
/// Reads Fashion-MNIST from a folder. Throws UserError for a fault of a file, and for nullopt, with
/// the package to install.
[[nodiscard]] Samples load_fashion_mnist(const std::optional<std::filesystem::path>& folder);
[[nodiscard]] Source idx_source();
[[nodiscard]] Source csv_source();
[[nodiscard]] Source hdf5_source();

}  // namespace ice::data
