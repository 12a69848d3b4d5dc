#include "predict/boundary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <map>
#include <memory>
#include <variant>

#include "base/cores.hpp"
#include "base/error.hpp"
#include "base/temporary_folder.hpp"
#include "data/parts.hpp"
#include "plan/planning_context.hpp"
#include "predict/predict.hpp"
#include "run/process_launcher.hpp"
#include "run/saved_networks.hpp"
#include "run/worker_setup.hpp"

namespace ice::predict {
namespace {

namespace fs = std::filesystem;

constexpr double kMargin = 0.08;  // around the samples, of their extent

// One of the runs that are drawn.
struct Drawn {
  std::string key;
  worker::Job job;
  fs::path network;
  std::size_t studio = 0;
};

// A study whose runs are drawn, and its planning context.
struct Studio {
  const study::Study& study;
  plan::PlanningContext context;
  Studio(const study::Study& of, const run::RunOptions& options)
      : study(of), context(of, options.plugins) {}
};

class Painter {
 public:
  Painter(const run::RunOptions& options, const fs::path& store)
      : options_(options), store_(store) {}

  Planes paint(const std::vector<DrawnRuns>& runs, std::uint64_t resolution) {
    for (const DrawnRuns& of_study : runs) find(of_study);
    Planes planes;
    for (const Drawn& run : drawn_) planes.of_runs.push_back(samples_of(run, planes));
    planes.grid = grid_around(planes, resolution);
    train_missing();
    for (std::size_t i = 0; i < drawn_.size(); ++i)
      planes.of_runs[i].regions = regions_of(drawn_[i], planes);
    return planes;
  }

 private:
  // Finds the runs among the trials of their study's plan, and keeps the order of the keys.
  void find(const DrawnRuns& runs) {
    studios_.push_back(std::make_unique<Studio>(*runs.study, options_));
    Studio& studio = *studios_.back();
    const auto none = [](std::span<const std::string> all) {
      return std::vector<std::optional<store::Status>>(all.size());
    };
    const plan::Plan plan =
        plan::make_plan(studio.study, studio.context.resolver, studio.context.datasets, none);
    std::map<std::string, plan::PlannedTrial> trials;
    for (const plan::PlannedTrial& trial : plan.trials)
      trials.emplace(code::unpack_key(trial.key), trial);
    for (const std::string& key : runs.keys) {
      const auto trial = trials.find(key);
      if (trial == trials.end()) throw plan::not_planned(*runs.study, key);
      drawn_.push_back(drawn(key, trial->second));
    }
  }

  // A run of the study that was added last.
  Drawn drawn(const std::string& key, const plan::PlannedTrial& planned) {
    plan::PlanningContext& context = studios_.back()->context;
    plan::ResolvedTrial made = context.resolve(planned);
    Drawn run{key,
              {planned.slot, made.trial.seed, made.dataset, std::move(made.code)},
              {},
              studios_.size() - 1};
    if (const auto saved = run::find_network(
            store_, key,
            code::watched_metric(run.job.code, studios_.back()->study.experiment.metric))) {
      run.network = *saved;
    } else {
      run.network = folder_.path() / (key + ".h5");
      run.job.network_file = run.network.string();
    }
    return run;
  }

  TrainedPlane samples_of(const Drawn& run, Planes& planes) {
    const data::Shared& shared = studios_[run.studio]->context.datasets.at(run.job.dataset);
    const data::Shape& shape = shared.shape;
    if (shape.n_x != 2 || shape.task == data::Task::kRegression)
      throw base::UserError("boundary",
                            fmt::format("data '{}' has {}, and a plane is drawn of classes by two "
                                        "features",
                                        shape.name,
                                        shape.n_x == 2 ? "numbers as targets"
                                                       : fmt::format("{} features", shape.n_x)));
    if (!planes.classes.empty() && planes.classes != shape.classes)
      throw base::UserError("boundary", "the runs are not of the same classes",
                            "--revision N draws those of one revision");
    planes.features =
        shape.features.empty() ? std::vector<std::string>{"x1", "x2"} : shape.features;
    planes.classes = shape.classes;
    return shape.precision == data::Precision::kFloat64 ? read<double>(shared)
                                                        : read<float>(shared);
  }

  // The training part in its own units.
  template <class T>
  static TrainedPlane read(const data::Shared& shared) {
    const data::Parts<T> parts = data::map<T>(shared.shape, shared.memory.get());
    const arma::Mat<T>& X = parts.train.X;
    const arma::Mat<T>& Y = parts.train.Y;
    const auto in_unit = [&](arma::uword i, arma::uword j) {
      const double x = X(i, j);
      return shared.shape.mean.empty() ? x : x * shared.shape.deviation[i] + shared.shape.mean[i];
    };
    TrainedPlane plane;
    for (arma::uword j = 0; j < Y.n_cols; ++j) {
      const auto label = Y.n_rows == 1 ? static_cast<std::size_t>(Y(0, j)) : Y.col(j).index_max();
      plane.samples.push_back({in_unit(0, j), in_unit(1, j), label});
    }
    return plane;
  }

  static Raster grid_around(const Planes& planes, std::uint64_t resolution) {
    const PlanePoint& first = planes.of_runs.front().samples.front();
    Raster grid{first.x, first.x, first.y, first.y, resolution};
    for (const TrainedPlane& plane : planes.of_runs) {
      for (const PlanePoint& sample : plane.samples) {
        grid.x_low = std::min(grid.x_low, sample.x);
        grid.x_high = std::max(grid.x_high, sample.x);
        grid.y_low = std::min(grid.y_low, sample.y);
        grid.y_high = std::max(grid.y_high, sample.y);
      }
    }
    widen(grid.x_low, grid.x_high);
    widen(grid.y_low, grid.y_high);
    return grid;
  }

  // Moves the ends apart by a margin.
  static void widen(double& low, double& high) {
    const double margin = std::max(kMargin * (high - low), 1e-9);
    low -= margin;
    high += margin;
  }

  // Trains again, in worker processes, the networks that were not saved.
  void train_missing() {
    for (std::size_t studio = 0; studio < studios_.size(); ++studio) {
      std::vector<worker::Job> jobs;
      for (const Drawn& run : drawn_)
        if (run.studio == studio && !run.job.network_file.empty()) jobs.push_back(run.job);
      if (!jobs.empty()) train(*studios_[studio], jobs);
    }
  }

  void train(const Studio& studio, std::vector<worker::Job>& jobs) {
    const unsigned wanted = options_.workers > 0 ? options_.workers : base::usable_cores();
    run::ProcessLauncher launcher({.setup = run::worker_setup(studio.study, studio.context),
                                   .workers = std::min(wanted, static_cast<unsigned>(jobs.size())),
                                   .seconds_limit = studio.study.experiment.limit_seconds});
    for (worker::Job& job : jobs) launcher.start(std::move(job));
    for (std::size_t left = jobs.size(); left > 0;)
      for (const run::Event& event :
           launcher.wait(std::chrono::steady_clock::now() + std::chrono::hours(1)))
        if (const auto* ended = std::get_if<worker::Ended>(&event.what)) {
          require_finished(ended->result);
          --left;
        }
  }

  static void require_finished(const worker::RunResult& result) {
    if (result.status == store::Status::kFinished) return;
    throw base::UserError("boundary", fmt::format("a run that had finished is now {}: {}",
                                                  to_string(result.status), result.error));
  }

  std::vector<std::size_t> regions_of(const Drawn& run, const Planes& planes) {
    const Studio& studio = *studios_[run.studio];
    const Predicted predicted =
        predict({.network = {run.network, run::worker_setup(studio.study, studio.context).plugins},
                 .grid = planes.grid});
    std::vector<std::size_t> regions;
    for (const auto& row : predicted.table.rows) {
      const auto at = std::ranges::find(planes.classes, row.at(1).get<std::string>());
      regions.push_back(static_cast<std::size_t>(at - planes.classes.begin()));
    }
    return regions;
  }

  const run::RunOptions& options_;
  const fs::path& store_;
  std::vector<std::unique_ptr<Studio>> studios_;
  base::TemporaryFolder folder_{"boundary"};
  std::vector<Drawn> drawn_;
};

}  // namespace

Planes planes_of(const std::vector<DrawnRuns>& runs, const run::RunOptions& options,
                 const fs::path& store, std::uint64_t resolution) {
  return Painter(options, store).paint(runs, resolution);
}

}  // namespace ice::predict
