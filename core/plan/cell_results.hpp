#pragma once
// What a search learns of a cell: one number from the results of its runs.
#include <cstdint>
#include <cstring>
#include <optional>
#include <unordered_map>
#include <vector>

#include "code/run_key.hpp"
#include "store/record.hpp"
#include "study/study.hpp"

namespace ice::plan {

/// Any bytes of a SHA-256 are as good as a hash.
struct KeyHash {
  std::size_t operator()(const code::PackedKey& key) const {
    std::size_t hash = 0;
    std::memcpy(&hash, key.data(), sizeof hash);
    return hash;
  }
};

/// The result of a cell is the mean of the study's metric over its seeds, to be minimized. A run
/// that did not finish, or finished without a finite value, makes it +infinity. Not thread-safe.
class CellResults {
 public:
  explicit CellResults(study::Goal goal) : goal_(goal) {}

  /// The run belongs to the cell. A run may belong to several cells.
  void add_run(std::uint64_t cell, const code::PackedKey& key);
  /// How a run ended, and its value of the study's metric.
  void set(const code::PackedKey& key, store::Status status, std::optional<double> value);

  /// Nothing while a run of the cell has no result.
  [[nodiscard]] std::optional<double> of(std::uint64_t cell) const;

 private:
  study::Goal goal_;
  std::vector<std::vector<code::PackedKey>> runs_;  // by cell, in the order of its seeds
  std::unordered_map<code::PackedKey, double, KeyHash> results_;
};

}  // namespace ice::plan
