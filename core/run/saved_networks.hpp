#pragma once
// Where trained networks are kept: in `weights` beside their store, a file for each run and for
// each metric that picked an epoch of it. Two studies may share a run and differ in their metric.
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "plan/plan.hpp"
#include "store/record.hpp"
#include "study/study.hpp"

namespace ice::run {

/// "results/weights/KEY.final.h5" or, of the best epoch by the watched `metric` (watched_metric),
/// KEY.best-dev.cost.h5; absolute. `save`: final or best.
[[nodiscard]] std::filesystem::path network_file(const std::filesystem::path& store,
                                                 const std::string& key, const std::string& save,
                                                 const std::string& metric);

/// The run's network for a study that watches `metric`: that of the best epoch by it, else one of a
/// best epoch that an earlier ice saved (KEY.best.h5, by a metric that nobody wrote down), else the
/// final one. Nothing when none of them was saved.
[[nodiscard]] std::optional<std::filesystem::path> find_network(const std::filesystem::path& store,
                                                                const std::string& key,
                                                                const std::string& metric);

/// The network of a recorded run for studies with these metrics: the first one's that has one, else
/// that of a best epoch by any other metric.
[[nodiscard]] std::optional<std::filesystem::path> find_network(
    const std::filesystem::path& store, const store::Run& run,
    std::span<const std::string> experiment_metrics);

/// The metrics by which best epochs of the run were saved, in the order of their names.
[[nodiscard]] std::vector<std::string> saved_metrics(const std::filesystem::path& store,
                                                     const std::string& key);

/// The metric that a recorded run watched in a study with this metric: as watched_metric.
[[nodiscard]] std::string watched_metric(const store::Run& run,
                                         const std::string& experiment_metric);

/// Makes the folder. Throws UserError when it cannot.
void make_network_folder(const std::filesystem::path& store);

/// `statuses`, but a finished run whose network the study asks for and nobody saved is not there:
/// it is run again.
[[nodiscard]] plan::StatusLookup with_networks(plan::StatusLookup statuses,
                                               const study::Study& study,
                                               const std::filesystem::path& store);

}  // namespace ice::run
