#pragma once
// What changed between two revisions of a study.
#include <string>
#include <vector>

namespace ice::report {

/// One difference of two resolved studies.
struct Change {
  std::string path;           ///< "training.epochs", "experiment.seeds.count", "idea.claims[H1].by"
  std::string before, after;  ///< as people write values; empty where there is none
};

/// The differences of two resolved texts (StudyRow::spec), in the order of the newer one, what was
/// taken away last. Parameters and code are named as the study names them: "learning_rate" of
/// optimizer as "optimizer.learning_rate", whether it is varied or not. A text that is no YAML of a
/// study is a single difference.
[[nodiscard]] std::vector<Change> changes_between(const std::string& older,
                                                  const std::string& newer);

/// "training.epochs: 10 -> 20", "idea.why: added", a line; long values are cut.
[[nodiscard]] std::string to_text(const Change& change);

}  // namespace ice::report
