#pragma once
// Samples of a file as a trained network takes them.
#include <armadillo>
#include <filesystem>

#include "base/value.hpp"
#include "data/dataset.hpp"
#include "data/samples.hpp"

namespace ice::run {

/// X (n_x, m) in the order of the network's features and standardized as its data were; Y (n_y, m)
/// in its classes, without columns where the file has no targets.
struct Inputs {
  arma::mat X, Y;
};

/// All samples of the data set that a study names (FILE.yaml). Throws UserError for a file that
/// cannot be read, or whose features or classes are not the network's.
[[nodiscard]] Inputs read_inputs(const std::filesystem::path& file, const data::Shape& trained);

/// The same for samples at hand; `where` names them in messages.
[[nodiscard]] Inputs inputs_from(const data::Samples& samples, const data::Shape& trained,
                                 const std::string& where);

}  // namespace ice::run
