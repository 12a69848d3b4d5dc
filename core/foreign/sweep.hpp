#pragma once
// Sweeps of other tools as plain values, and their readers. Pure functions: any thread may call
// them.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/value.hpp"

namespace ice::foreign {

/// What is varied or set, by its name there. The definition is in the words of our
/// experiment.parameters: {values}, {value}, or {min, max, distribution, step}.
struct SweepParameter {
  std::string name;
  base::Value definition;
};

struct Sweep {
  std::string tool{};       ///< "W&B"
  std::string title{};      ///< empty: it has none
  std::string method{};     ///< grid, random or bayes
  std::string metric{};     ///< by its name there; empty: it has none
  std::string goal{};       ///< minimize, maximize or empty
  std::uint64_t cells = 0;  ///< how many are tried at most; 0: all
  std::vector<SweepParameter> parameters{};
  std::vector<std::string> without_counterpart{};  ///< what has no place here: "program: train.py"
};

/// Reads a sweep of W&B (YAML). Throws UserError for what is none; `file` names it.
[[nodiscard]] Sweep read_wandb(std::string_view text, const std::string& file);

/// Reads the search space of Optuna's --search-space (JSON): a map from names to distributions of
/// any version.
[[nodiscard]] Sweep read_optuna(std::string_view text, const std::string& file);

/// Reads a line that starts a multirun of Hydra: "python train.py -m lr=0.1,0.01 'n=range(1,9)'".
/// Blanks and newlines part words, and quotes keep them together, as in a shell.
[[nodiscard]] Sweep read_hydra(std::string_view text, const std::string& file);

}  // namespace ice::foreign
