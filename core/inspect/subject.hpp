#pragma once
// The network of one planned run, as it is before training: what is looked into. The coordinator
// finds it in a study's plan; a child process builds it, because a plugin may end its process.
#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "base/value.hpp"
#include "code/code.hpp"
#include "plugin/library.hpp"
#include "study/study.hpp"

namespace ice::inspect {

struct Subject {
  code::Code code;
  std::uint64_t seed = 0;
  std::vector<plugin::Recipe> plugins;  ///< all that the code names, without parameters
  std::filesystem::path folder;         ///< the study's, where its data files are looked for
  /// Full path -> value, of the varied parameters. Not for the child.
  std::vector<std::pair<std::string, base::Value>> parameters = {};
};
/// As JSON, and back, for the request to a child: without `parameters`.
[[nodiscard]] base::Value to_value(const Subject& subject);
[[nodiscard]] Subject subject_from(const base::Value& value);

/// The n-th cell (from 1) of those that the study plans, with the study's first seed. `plugins`:
/// files and folders of --plugin. Throws UserError for faults of the study, its plugins or its
/// data, and when it has fewer cells.
[[nodiscard]] Subject subject_of_cell(const study::Study& study,
                                      const std::vector<std::filesystem::path>& plugins,
                                      std::uint64_t n);

/// The run of this key. Throws UserError when the study does not plan it any more: its plugins or
/// data are no longer the same.
[[nodiscard]] Subject subject_of_run(const study::Study& study,
                                     const std::vector<std::filesystem::path>& plugins,
                                     const std::string& key);

/// Asks a child in this role, and waits an hour at most. Throws UserError with the child's
/// message when it fails, PluginError when it ends without an answer. `doing`: "checking
/// gradients".
[[nodiscard]] base::Value ask_about_subject(const char* role, const base::Value& request,
                                            const std::string& doing);

}  // namespace ice::inspect
