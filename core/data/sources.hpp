#pragma once
// The sources of data, one function for each file that makes or reads them.
#include <vector>

#include "data/section.hpp"

namespace ice::data {

[[nodiscard]] std::vector<Source>
synthetic_sources();  ///< planar, moons, circles, spirals, xor, blobs
[[nodiscard]] Source housing_source();
[[nodiscard]] Source fashion_mnist_source();
/// Reads it from a folder; where there is none, the error says which package to install.
[[nodiscard]] Samples load_fashion_mnist(const std::optional<std::filesystem::path>& folder);
[[nodiscard]] Source idx_source();
[[nodiscard]] Source csv_source();
[[nodiscard]] Source hdf5_source();

}  // namespace ice::data
