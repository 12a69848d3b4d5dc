#pragma once
// What commands take as STUDY|RUN: the name of a study, or the beginning of a run's key.
#include <optional>
#include <string>

#include "store/query/query.hpp"
#include "store/store.hpp"

namespace ice::cli {

/// A study or a run: one of them is set.
struct Subject {
  std::optional<store::StudyRow> study;
  std::optional<store::StoredRun> run;
};

/// A name may be that of a study and begin a run's key: the study goes first, because a key can be
/// given longer. Throws UserError when there is neither, or several runs begin so.
[[nodiscard]] Subject find_subject(store::Reader& reader, const std::string& text);

/// Whether the key of a run begins so.
[[nodiscard]] bool begins_a_run(store::Reader& reader, const std::string& text);

/// The writer of a store that exists. Throws StoreError as Reader and Writer do.
[[nodiscard]] store::Writer open_writer(const std::filesystem::path& store);

}  // namespace ice::cli
