#pragma once
// The messages between the coordinator and a worker. The coordinator sends one Setup, then one Job
// after the other, each when the one before has ended. For each job the worker answers with one
// Begun, any number of Epochs, and one Ended.
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
    int fd = -1;  ///< the sealed memory file; the worker has it under the same number
    data::Shape shape;
  };
  std::vector<Dataset> datasets;
  std::vector<plugin::Recipe> plugins;  ///< all that jobs name, without parameters
  std::uint64_t record_points = 200;
  std::uint64_t memory = 0;  ///< bytes that a run may take beyond what the worker has; 0: any
  std::string metric;        ///< the experiment's: measured after every epoch, unless of test.*
};

/// One trial to train.
struct Job {
  std::uint64_t id = 0;  ///< chosen by the coordinator, different for each job; answers carry it
  std::uint64_t seed = 0;
  std::size_t dataset = 0;  ///< index in Setup::datasets
  code::Code code;
  std::string network_file{};  ///< where to save the trained network; empty: nowhere
  bool saves_best = false;     ///< saves the best epoch's parameters instead of the final ones
};

/// The worker has begun to train the job.
struct Begun {
  std::uint64_t job = 0;
};

/// A sign of life: the epoch under way (from 1), and its mean train.cost so far.
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
/// Both throw Error for a value that is not such a message.
[[nodiscard]] ToWorker to_worker_from(base::Value value);
[[nodiscard]] FromWorker from_worker_from(base::Value value);

}  // namespace ice::worker
