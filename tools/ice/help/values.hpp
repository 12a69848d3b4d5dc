#pragma once
// The values of options and arguments that a shell may offer.
#include <string>
#include <vector>

#include "cli/command_info.hpp"

namespace ice::cli {

/// A word that may come next, and what it means (it may be empty).
struct Candidate {
  std::string word, help;
};

/// What the command line says before the word that is completed.
struct Situation {
  const CommandInfo* program = nullptr;
  std::vector<std::string> arguments;  ///< those of the command so far
  std::string study;                   ///< the first that names a study; empty: none does
  std::string db;                      ///< the value of --db
};

/// Values that an option or argument may take. Not all of them begin with `begun`: it is a hint, by
/// which files and runs are looked for. What cannot be read (a store, a folder) offers nothing.
/// Loads no plugin and takes milliseconds.
[[nodiscard]] std::vector<Candidate> values_of(const Takes& takes, const Situation& situation,
                                               const std::string& begun);

}  // namespace ice::cli
