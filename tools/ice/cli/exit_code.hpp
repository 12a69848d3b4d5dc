#pragma once
// The exit codes of ice and the variables of the environment that it reads, for main() and the
// manual.
#include <array>
#include <string_view>

namespace ice::cli {

/// How main() ends when an error ends a command.
enum ExitCode { kWrongUse = 2, kStoreUnusable = 3, kBug = 70 };

struct ExitStatus {
  std::string_view code, meaning;
};
inline constexpr std::array<ExitStatus, 6> kExitStatuses{
    {{"0", "All is well."},
     {"1", "Some runs failed, or a check did not hold."},
     {"2", "Wrong use, a wrong study or a wrong plugin: the message says what to do."},
     {"3", "The store cannot be used, or is busy."},
     {"70", "A bug of ice: please report it."},
     {"128 + N", "Signal N stopped it; what was reported as recorded is recorded."}}};

struct EnvironmentVariable {
  std::string_view name, meaning;
};
inline constexpr std::array<EnvironmentVariable, 6> kEnvironment{
    {{"ICE_DB", "The store, where --db does not say it."},
     {"ICE_DATA", "A folder in which files of data are looked for first."},
     {"ICE_PLUGIN_PATH", "Folders and files with plugins, with : between them."},
     {"ICE_CPU", "The kernels to use: see 'ice doctor'."},
     {"TMPDIR", "A folder on a local disk: 'ice task' writes there until it publishes."},
     {"NO_COLOR", "If it is set, there are no colours."}}};

}  // namespace ice::cli
