#pragma once
// Counts which classes a saved network takes for which, on the data set that it was trained with.
// `ice show RUN` calls it.
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "metric/confusion.hpp"
#include "predict/saved_network.hpp"

namespace ice::predict {

struct PartConfusion {
  std::string part;  ///< train, dev or test
  metric::Confusion counts;
};

struct Confusions {
  std::vector<std::string> classes;
  /// Of the dev and the test part; of the training part where the data have neither.
  std::vector<PartConfusion> parts;
  std::uint64_t epoch = 0;  ///< NetworkFacts::epoch and metric
  std::string metric;
};

/// Reads the data set again, splits it as the training did, and predicts it in a child process, an
/// hour at most. Looks for a relative data file in $ICE_DATA, then in `folder`. Throws UserError
/// for targets that are numbers, for a data set that cannot be read or is another one now, and for
/// outputs that are not finite; and what ask_about_network() throws.
[[nodiscard]] Confusions confusions_of(const SavedNetwork& network,
                                       const std::filesystem::path& folder);

/// argv[1] of the child (base::ask_child). REQUIRES: main() of every program that calls
/// confusions_of() returns what confusion_main() returns when argv[1] is this role.
inline constexpr const char* kConfusionRole = "__confusion";
int confusion_main(int argc, char** argv);

}  // namespace ice::predict
