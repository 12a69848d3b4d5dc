#pragma once
// Shows which classes a run's saved network takes for which.
#include <optional>
#include <string>

#include "base/value.hpp"
#include "predict/confusion.hpp"
#include "report/table.hpp"
#include "store/record.hpp"

namespace ice::cli {

/// Neither for a run that has no classes or was not measured.
struct ShownConfusion {
  std::optional<predict::Confusions> found;
  std::string missing;  ///< why it cannot be shown, and what to do
};

/// `network`: the file, empty where none was saved. Data files are looked for in $ICE_DATA and the
/// current folder. Throws nothing that a user can mend: that is `missing`.
[[nodiscard]] ShownConfusion find_confusion(const store::StoredRun& stored,
                                            const std::string& network,
                                            const std::string& store_suffix);

/// Lines, empty where there is nothing to show.
[[nodiscard]] std::string confusion_text(const ShownConfusion& shown,
                                         const report::TableStyle& style);

/// {"classes": [...], "epoch": 17, "metric": "dev.cost", "parts": {"dev": {"counts": rows,
/// "recall": [...], "precision": [...]}}}; {"missing": why}; or null.
[[nodiscard]] base::Value confusion_json(const ShownConfusion& shown);

}  // namespace ice::cli
