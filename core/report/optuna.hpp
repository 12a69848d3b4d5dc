#pragma once
// A study's results as an Optuna study.
#include <cstdint>
#include <filesystem>
#include <string>

#include "store/optuna/optuna_file.hpp"
#include "store/query/query.hpp"

namespace ice::report {

struct OptunaOptions {
  store::RunQuery query;  ///< the study, and which of its runs
  store::OptunaSchema schema = store::OptunaSchema::k32;
  bool runs = false;        ///< a trial is a run; otherwise a cell
  std::string ice_version;  ///< of this program, a user attribute of the study
};

/// Writes the file, which must be empty or absent; returns the number of trials.
///
/// A trial's value is that of the study's metric after the last epoch, its intermediate values are
/// the curve of this metric; of a cell, both are means over its finished runs, as `ice best` and
/// `ice plot curves` have them. A cell without a finished run, and a run that did not finish,
/// failed; its intermediate values are those of the runs that did not finish. User attributes: of a
/// cell cell, cell_key, seeds, n (finished runs), sd and failed; of a run key, cell, seed, status,
/// error and tags. Throws UserError for an unknown study or a wrong `where`, StoreError when the
/// file cannot be written.
std::uint64_t write_optuna(store::Reader& reader, const std::filesystem::path& file,
                           const OptunaOptions& options);

}  // namespace ice::report
