#pragma once
// Where trained networks are kept: in `weights` beside their store, a file for each run and for
// each metric that picked an epoch of it. Two studies may share a run and differ in their metric.
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "store/record.hpp"

namespace ice::run {

/// "results/weights/KEY.final.h5", absolute: the file of a run's network, which code::kept_network
/// names.
[[nodiscard]] std::filesystem::path network_file(const std::filesystem::path& store,
                                                 const std::string& key,
                                                 const std::string& network);

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

}  // namespace ice::run
