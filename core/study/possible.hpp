#pragma once
// Finds conditions of a study that can never hold: they name a value that the parameter does not
// have or a cell that does not exist, or they are claims that no two cells could decide. Without
// this check a misspelt condition would go unnoticed, because it is only never met.
#include <string>
#include <vector>

#include "study/names.hpp"
#include "study/study.hpp"
#include "study/yaml.hpp"

namespace ice::study {

/// One thing that a study asks for and cannot have. `node` points into the tree that was read,
/// which must outlive it.
struct Finding {
  const Node* node = nullptr;
  std::string path, found, hint;
  bool is_warning = false;      ///< the study can run; the user should still know
  bool leaves_nothing = false;  ///< the study has no cell to run

  [[nodiscard]] std::string text() const;  ///< "file:line:col: path: found. hint"
};

/// All findings of a study that was read without errors; `root` is the tree it was read from and
/// must outlive the findings. In a large study some stay unfound, because the number of cells
/// looked at is bounded (CellSearch). Throws UserError as Expansion does.
[[nodiscard]] std::vector<Finding> find_impossible(const Node& root, const ParameterNames& names,
                                                   const Study& study);

}  // namespace ice::study
