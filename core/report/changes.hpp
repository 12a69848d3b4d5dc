#pragma once
// Finds what changed from one revision of a study to the next.
#include <string>
#include <vector>

namespace ice::report {

/// One difference between two resolved studies.
struct Change {
  std::string path;           ///< "training.epochs", "experiment.seeds.count", "idea.claims[H1].by"
  std::string before, after;  ///< values as people write them; empty when absent
};

/// The differences between two resolved texts (StudyRow::spec), in the order of the newer one, then
/// what it no longer has. Paths are those that a study uses: "optimizer.learning_rate", whether it
/// is varied or not. A text that is no YAML counts as a single value.
[[nodiscard]] std::vector<Change> changes_between(const std::string& older,
                                                  const std::string& newer);

/// One line: "training.epochs: 10 -> 20", "idea.why: added: text". Long values are cut.
[[nodiscard]] std::string to_text(const Change& change);

}  // namespace ice::report
