#pragma once
// Predicts, with trained networks of two features, the class of every point of a raster over the
// plane: the regions between which decision boundaries lie. `ice plot STUDY boundary` calls it.
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "predict/raster.hpp"
#include "run/run_study.hpp"
#include "study/study.hpp"

namespace ice::predict {

/// A sample of two features.
struct PlanePoint {
  double x = 0, y = 0;
  std::size_t label = 0;  ///< index of its class
};

/// The plane of one run.
struct TrainedPlane {
  std::vector<std::size_t> regions;  ///< index of the class at each point, as samples_on() orders
  std::vector<PlanePoint> samples;   ///< the training part, in the features' own units
};

struct Planes {
  std::vector<std::string> features;  ///< names of the two: "x1", "x2"
  std::vector<std::string> classes;
  Raster grid;                        ///< encloses the training samples of all runs, with a margin
  std::vector<TrainedPlane> of_runs;  ///< in the order of the runs asked for
};

/// Finished runs of one study, as one of its revisions plans them.
struct DrawnRuns {
  const study::Study* study = nullptr;  ///< must outlive the call
  std::vector<std::string> keys;
};

/// Predicts a raster of `resolution` x `resolution` points with the networks of these runs. Trains
/// a network that was not saved again, in a worker, into a temporary file; records nothing.
/// REQUIRES: at least one run; main() hands over as predict() and run_study() require. Throws
/// UserError when a run is no longer in its study's plan, the data do not have two features and
/// classes, the runs have different classes, or a run that had finished does not finish again; and
/// what predict() throws.
[[nodiscard]] Planes planes_of(const std::vector<DrawnRuns>& runs, const run::RunOptions& options,
                               const std::filesystem::path& store, std::uint64_t resolution);

}  // namespace ice::predict
