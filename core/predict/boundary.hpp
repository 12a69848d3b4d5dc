#pragma once
// What trained networks of two features say of every place of their plane.
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "predict/inputs.hpp"
#include "run/run_study.hpp"
#include "study/study.hpp"

namespace ice::predict {

/// The plane of one run, in the units of its features.
struct TrainedPlane {
  std::vector<std::size_t> regions;  ///< the class at each place of the grid, in its order
  arma::mat X;                       ///< (2, m): the training part
  std::vector<std::size_t> labels;   ///< of its samples
};

struct Planes {
  std::vector<std::string> features;  ///< "x1", "x2"
  std::vector<std::string> classes;
  Grid grid;                          ///< around the samples of all runs
  std::vector<TrainedPlane> of_runs;  ///< in the order of the keys
};

/// Some finished runs of one study, as one of its revisions plans them.
struct DrawnRuns {
  const study::Study* study = nullptr;  ///< outlives the call
  std::vector<std::string> keys;
};

/// Predicts a raster of `places` x `places` with the networks of finished runs, in their order. A
/// network that was not saved is trained again, in a worker, into a temporary file; nothing is
/// recorded. Throws UserError when a run is not one of its study's plan, its data have not two
/// features, or no classes, or it does not come to the same end again.
[[nodiscard]] Planes planes_of(const std::vector<DrawnRuns>& runs, const run::RunOptions& options,
                               const std::filesystem::path& store, std::uint64_t places);

}  // namespace ice::predict
