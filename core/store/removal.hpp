#pragma once
// Deletes runs and studies, and says before what that deletes. Throws StoreError.
#include <cstdint>
#include <string>
#include <vector>

#include "store/sqlite/sqlite.hpp"

namespace ice::store {

/// The studies and runs that somebody wants to delete. REQUIRES: all of them are recorded.
struct RemovalRequest {
  std::vector<std::string> studies;   ///< names
  std::vector<std::string> run_keys;  ///< whole keys
};

/// What a request deletes.
struct Removal {
  struct OfStudy {
    std::string name;
    std::uint64_t revisions = 0;
    std::uint64_t runs = 0;   ///< in its plans
    std::uint64_t looks = 0;  ///< at its claims: they stay, because the alpha they spent is spent
  };
  /// A run that stays, because of other studies whose plans contain it.
  struct Staying {
    std::string key;
    std::vector<std::string> studies;
  };
  std::vector<OfStudy> studies;   ///< deleted, in the order of the request
  std::vector<std::string> keys;  ///< of the runs that are deleted, sorted
  std::vector<Staying> staying;   ///< by key
};

/// What the request deletes. A run goes with the last study whose plans contain it. A run that was
/// asked for by its key goes if at most one study that stays contains it.
[[nodiscard]] Removal find_removal(Connection& connection, const RemovalRequest& request);

/// Deletes it. Runs that stay are taken from the plans of the deleted studies; one that such a
/// study had recorded counts as recorded by another one of its studies. Environments and plugin
/// files stay. REQUIRES: a transaction is open.
Removal remove(Connection& connection, const RemovalRequest& request);

}  // namespace ice::store
