#pragma once
// Conditions that cannot hold: values that a parameter does not have, cells that do not exist,
// claims that no two cells could decide. A slip of the hand there makes no error by itself: the
// condition is silently never met.
#include <string>
#include <vector>

#include "study/names.hpp"
#include "study/study.hpp"
#include "study/yaml.hpp"

namespace ice::study {

/// Something that a study asks for and cannot have. Borrows the node.
struct Finding {
  const Node* node = nullptr;
  std::string path, found, hint;
  bool is_warning = false;      ///< the study makes sense, but not as much as it seems
  bool leaves_nothing = false;  ///< there is no cell to run

  [[nodiscard]] std::string text() const;  ///< "file:line:col: path: found. hint"
};

/// All of a sound study, `root` being what it was read from. Of large studies some are not found:
/// the time is bounded. Throws UserError as Expansion does.
[[nodiscard]] std::vector<Finding> find_impossible(const Node& root, const ParameterNames& names,
                                                   const Study& study);

}  // namespace ice::study
