#pragma once
// Finds the files of trained networks. They lie in the folder `weights` beside their store, one for
// each run and each metric that picked an epoch of it: two studies may share a run and watch
// different metrics.
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "store/record.hpp"

namespace ice::run {

/// The absolute file name ".../results/weights/KEY.final.h5" of a run's network; `network` is its
/// name, from code::kept_network.
[[nodiscard]] std::filesystem::path network_file(const std::filesystem::path& store,
                                                 const std::string& key,
                                                 const std::string& network);

/// The saved network of a run for a study that watches `metric`: of the best epoch by it; else
/// KEY.best.h5, which an earlier ice wrote without saying by which metric; else the final one.
/// Nothing when none of these was saved.
[[nodiscard]] std::optional<std::filesystem::path> find_network(const std::filesystem::path& store,
                                                                const std::string& key,
                                                                const std::string& metric);

/// The saved network of a recorded run for studies with these metrics: that of the first metric
/// that has one, else that of a best epoch by any metric.
[[nodiscard]] std::optional<std::filesystem::path> find_network(
    const std::filesystem::path& store, const store::Run& run,
    std::span<const std::string> experiment_metrics);

/// The metrics by which best epochs of the run were saved, sorted by name.
[[nodiscard]] std::vector<std::string> saved_metrics(const std::filesystem::path& store,
                                                     const std::string& key);

/// All saved networks of the runs with these keys, which are sorted.
[[nodiscard]] std::vector<std::filesystem::path> networks_of(const std::filesystem::path& store,
                                                             std::span<const std::string> keys);

/// code::watched_metric of a recorded run, in a study with this metric.
[[nodiscard]] std::string watched_metric(const store::Run& run,
                                         const std::string& experiment_metric);

/// Makes the folder if it is absent. Throws UserError when it cannot.
void make_network_folder(const std::filesystem::path& store);

}  // namespace ice::run
