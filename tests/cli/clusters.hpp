#pragma once
// Shells with a study for many machines, and the store that `ice run` makes of it.
#include <algorithm>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include "cli/ice.hpp"
#include "cli/studies.hpp"

namespace ice::cli {

inline bool says(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// All that has to be the same however a study was run: runs with their checksums, cells, and which
/// plan holds which runs.
inline std::string content(const Shell& shell, const std::string& store) {
  std::string text;
  for (const char* query :
       {"SELECT key, cell, cell_key, seed, status, checksum FROM runs ORDER BY key",
        ("SELECT k.key, c.cell, c.parameters, k.data_sha256, k.checksum FROM study_cells c"
         " JOIN cell_keys k ON k.id = c.cell_id ORDER BY k.key"),
        ("SELECT r.key, l.cell, v.spec_sha256, v.plan_sha256, v.planned_runs FROM revision_runs l"
         " JOIN runs r ON r.id = l.run_id JOIN revisions v ON v.id = l.revision_id"
         " ORDER BY r.key")})
    text += shell.ice({"sql", query, "-f", "csv", "--db", store}).out;
  return text;
}

/// Has flat.yaml; its 16 runs are in ref.db, as `ice run -j2` makes them.
struct ClusterShell : FlatShell {
  std::vector<std::string> study{"flat.yaml", "seeds=1,2,3,4,5,6,7,8"};

  ClusterShell() { run_reference(); }

  void run_reference() const {
    if (command("run", {"-j", "2", "-q", "--db", "ref.db"}).code != 0)
      throw std::runtime_error("the reference failed");
  }

  /// `ice NAME study arguments...`
  [[nodiscard]] Result command(const std::string& name, const std::vector<std::string>& arguments,
                               const std::vector<std::string>& environment = {}) const {
    std::vector<std::string> line{name};
    line.insert(line.end(), study.begin(), study.end());
    line.insert(line.end(), arguments.begin(), arguments.end());
    return ice(line, environment);
  }

  /// Submits with the print engine, three runs a chunk: the folder is jobs/flat-1.
  [[nodiscard]] Result submit(const std::vector<std::string>& more = {}) const {
    std::vector<std::string> line{"--on", "print"};
    if (std::ranges::count(more, "--chunk") == 0) line.insert(line.end(), {"--chunk", "3"});
    line.insert(line.end(), more.begin(), more.end());
    return command("submit", line);
  }

  /// Runs shell script in the folder; $ICE is the program.
  [[nodiscard]] Result script(const std::string& text) const {
    return run({"/bin/bash", "-c", text}, {"ICE=" ICE_BUILD "/bin/ice"});
  }

  /// Whether s.db and ref.db have the same content.
  [[nodiscard]] bool is_as_run() const {
    return content(*this, "s.db") == content(*this, "ref.db") && ice({"db", "check"}).code == 0;
  }
};

}  // namespace ice::cli
