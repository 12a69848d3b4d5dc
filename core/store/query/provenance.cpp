#include "store/query/provenance.hpp"

#include "store/query/run_reader.hpp"

namespace ice::store {
namespace {

// Row ids -> indices of what was read for them, each once.
class Indices {
 public:
  // The index of a row, and whether it is new.
  std::pair<std::size_t, bool> of(std::int64_t id) {
    const auto [known, is_new] = index_.emplace(id, index_.size());
    return {known->second, is_new};
  }

 private:
  std::map<std::int64_t, std::size_t> index_;
};

}  // namespace

Provenance load_provenance(Connection& db, const std::vector<SelectedRun>& runs) {
  Statement run = db.prepare("SELECT key, environment_id FROM runs WHERE id = ?");
  Statement files = db.prepare(
      "SELECT f.id, f.kind, f.plugin, f.version, f.sha256, f.path FROM run_plugins u"
      " JOIN plugin_files f ON f.id = u.file_id WHERE u.run_id = ? ORDER BY f.kind, f.plugin");
  Provenance found;
  Indices environment_rows;
  Indices file_rows;
  for (const SelectedRun& selected : runs) {
    run.bind(selected.id);
    run.require_row();
    Provenance::Of& of = found.runs[run.string(0)];
    const auto [environment, is_new_environment] = environment_rows.of(run.integer(1));
    of.environment = environment;
    if (is_new_environment) found.environments.push_back(load_environment(db, run.integer(1)));
    for (files.bind(selected.id); files.step();) {
      const auto [file, is_new_file] = file_rows.of(files.integer(0));
      of.files.push_back(file);
      if (is_new_file)
        found.files.push_back(
            {files.string(1), files.string(2), files.string(3), files.string(4), files.string(5)});
    }
  }
  return found;
}

}  // namespace ice::store
