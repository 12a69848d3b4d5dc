#pragma once
// Prepares samples for a trained network: puts features and classes into the network's order and
// treats the numbers as the training data were treated.
#include <armadillo>
#include <filesystem>
#include <string>
#include <vector>

#include "base/value.hpp"
#include "data/dataset.hpp"
#include "data/samples.hpp"
#include "predict/raster.hpp"

namespace ice::predict {

/// X (n_x, m): features in the network's order, missing values filled in and standardized as its
/// training data were. Y (n_y, m): targets in the network's classes; without columns when the file
/// has no targets. Numbers to predict are standardized as the training data's were.
template <class T>
struct Inputs {
  arma::Mat<T> X, Y;
  arma::Mat<T> weights{};            ///< (1, m); empty: all samples count the same
  std::vector<std::string> notes{};  ///< Samples::notes: what users have to know about the file
};

/// The points as samples (2, n * n), row by row from the lowest y.
[[nodiscard]] data::Samples samples_on(const Raster& raster);

/// Reads all samples of the data set that a study names (FILE.yaml), or of a table. `section` is
/// the data section that the network was trained with: a table is read as it says. Throws UserError
/// when the file cannot be read, or its features, classes or targets do not fit the network's.
template <class T>
[[nodiscard]] Inputs<T> read_inputs(const std::filesystem::path& file, const data::Shape& trained,
                                    const base::Value& section);

/// The same for samples that are in memory; `where` names them in messages.
template <class T>
[[nodiscard]] Inputs<T> inputs_from(const data::Samples& samples, const data::Shape& trained,
                                    const std::string& where);

}  // namespace ice::predict
