#pragma once
// The identity of a run: its key, and the key of its cell. Two runs with the same key give the same
// numbers.
#include <array>
#include <cstdint>
#include <map>
#include <string>

#include "base/value.hpp"

namespace ice::code {

/// Part of every run's identity. Raised only when results change (tools/signature.sh shows it).
inline constexpr int kNumericsVersion = 1;

/// The part of resolved code that determines results. It leaves out settings that are off (so that
/// runs of earlier versions, which did not have them, keep their keys), training.save, which
/// changes no number, and, for data that are read from files, all but what acts after the data's
/// digest is taken.
[[nodiscard]] base::Value identity_part(base::Value resolved);

/// The keys of a cell and of its runs. key = SHA-256 of the canonical JSON of the code
/// (identity_part), the seed, the data's digest, the plugins (plugin_identities) and
/// kNumericsVersion. The constructor writes what all runs of the cell share, once. Immutable.
class CellKeys {
 public:
  CellKeys(const base::Value& resolved_code, const std::string& data_digest,
           const std::map<std::string, std::string>& plugin_identities);

  /// The key of the run with this seed: 64 lower-case hex digits.
  [[nodiscard]] std::string of(std::uint64_t seed) const;

  /// The key of the cell: the same hash without a seed.
  [[nodiscard]] std::string cell() const;

 private:
  std::string text_;  ///< the identity up to its last word, the seed
};

/// A key as bytes: a plan of 10^6 trials keeps one for each.
using PackedKey = std::array<std::uint8_t, 32>;
/// REQUIRES: 64 hex digits.
[[nodiscard]] PackedKey pack_key(const std::string& hex);
[[nodiscard]] std::string unpack_key(const PackedKey& key);

}  // namespace ice::code
