#pragma once
// What the coordinator and a worker say to each other. To the worker: one Setup, then Jobs. Back,
// for each job: Begun, any number of Epochs, one Ended.
#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "base/value.hpp"
#include "code/code.hpp"
#include "data/dataset.hpp"
#include "plugin/library.hpp"
#include "worker/run_result.hpp"

namespace ice::worker {

/// What all jobs of a worker share.
struct Setup {
  struct Dataset {
    int fd = -1;  ///< of the sealed memory file, in the worker
    data::Shape shape;
  };
  std::vector<Dataset> datasets;
  std::vector<plugin::Recipe> plugins;  ///< each plugin that jobs name; without parameters
  std::uint64_t record_points = 200;
  std::uint64_t memory = 0;  ///< bytes that a run may take beyond what the worker has, 0: any
  std::string metric;        ///< of the experiment: looked at after every epoch
};

/// One trial to train.
struct Job {
  std::uint64_t id = 0;  ///< the sender's own
  std::uint64_t seed = 0;
  std::size_t dataset = 0;  ///< index in Setup::datasets
  code::Code code;
  std::string network_file{};  ///< where the trained network is saved; empty: nowhere
  bool saves_best = false;     ///< the best epoch's parameters instead of the final ones
};

struct Begun {
  std::uint64_t job = 0;
};

/// A sign of life.
struct Epoch {
  std::uint64_t job = 0;
  std::uint64_t epoch = 0;
  double cost = 0;
};

struct Ended {
  std::uint64_t job = 0;
  RunResult result;
};

using ToWorker = std::variant<Setup, Job>;
using FromWorker = std::variant<Begun, Epoch, Ended>;

[[nodiscard]] base::Value to_value(const ToWorker& message);
[[nodiscard]] base::Value to_value(const FromWorker& message);
/// Throw Error for a value that is not such a message.
[[nodiscard]] ToWorker to_worker_from(base::Value value);
[[nodiscard]] FromWorker from_worker_from(base::Value value);

}  // namespace ice::worker
