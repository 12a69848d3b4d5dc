#pragma once
// Where trained networks are kept: in `weights` beside their store, a file for each run.
#include <filesystem>
#include <optional>
#include <string>

#include "run/plan.hpp"
#include "spec/study.hpp"

namespace ice::run {

/// "results/weights/KEY.final.h5" or KEY.best.h5, absolute. `save`: final or best.
[[nodiscard]] std::filesystem::path network_file(const std::filesystem::path& store,
                                                 const std::string& key, const std::string& save);

/// The run's file: the best epoch's where both were saved. Nothing when none was.
[[nodiscard]] std::optional<std::filesystem::path> find_network(const std::filesystem::path& store,
                                                                const std::string& key);

/// Makes the folder. Throws UserError when it cannot.
void make_network_folder(const std::filesystem::path& store);

/// `statuses`, but a finished run whose network the study asks for and nobody saved is not there:
/// it is run again.
[[nodiscard]] StatusLookup with_networks(StatusLookup statuses, const spec::Study& study,
                                         const std::filesystem::path& store);

}  // namespace ice::run
