#pragma once
// The commands of the built `ice`, as it lists them itself: a new one is tested without a line
// here.
#include <string>
#include <vector>

#include "base/text.hpp"
#include "cli/ice.hpp"

namespace ice::cli {

/// The words that `ice complete` offers after these, without their meanings.
inline std::vector<std::string> offered(const Shell& shell, std::vector<std::string> words,
                                        const std::vector<std::string>& environment = {}) {
  words.insert(words.begin(), {"complete", "--"});
  std::vector<std::string> found;
  for (const std::string& line : base::split(shell.ice(words, environment).out, '\n'))
    if (!line.empty()) found.push_back(line.substr(0, line.find('\t')));
  return found;
}

/// Every command in the order of the help, those of groups behind their group: {"plugin", "list"}.
inline std::vector<std::vector<std::string>> all_commands(const Shell& shell) {
  std::vector<std::vector<std::string>> all;
  for (const std::string& command : offered(shell, {""})) {
    all.push_back({command});
    const std::string usage = shell.ice({command, "--help"}).out;
    if (usage.find("COMMAND\n") == std::string::npos) continue;
    for (const std::string& below : offered(shell, {command, ""})) all.push_back({command, below});
  }
  return all;
}

}  // namespace ice::cli
