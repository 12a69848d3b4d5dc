#pragma once
// Samples of a file as a trained network takes them.
#include <armadillo>
#include <filesystem>

#include "base/value.hpp"
#include "data/dataset.hpp"
#include "data/samples.hpp"

namespace ice::predict {

/// X (n_x, m) in the order of the network's features and standardized as its data were; Y (n_y, m)
/// in its classes, without columns where the file has no targets.
template <class T>
struct Inputs {
  arma::Mat<T> X, Y;
};

/// A raster over the plane of two features, in their own units: n x n samples, row by row from the
/// lowest y; the outermost lie on the edges.
struct Grid {
  double x_low = 0, x_high = 1, y_low = 0, y_high = 1;
  std::uint64_t n = 2;
};
[[nodiscard]] data::Samples samples_on(const Grid& grid);

/// All samples of the data set that a study names (FILE.yaml), or of a table, which is read as the
/// one that the network was trained on: `section` is its data section. Throws UserError for a file
/// that cannot be read, or whose features or classes are not the network's.
template <class T>
[[nodiscard]] Inputs<T> read_inputs(const std::filesystem::path& file, const data::Shape& trained,
                                    const base::Value& section);

/// The same for samples at hand; `where` names them in messages.
template <class T>
[[nodiscard]] Inputs<T> inputs_from(const data::Samples& samples, const data::Shape& trained,
                                    const std::string& where);

}  // namespace ice::predict
