#pragma once
// The identity of a run: its key, and that of its cell. Two runs of one key give the same numbers.
#include <array>
#include <cstdint>
#include <map>
#include <string>

#include "base/value.hpp"

namespace ice::code {

/// Raised only when results change (tools/signature.sh shows it): part of every run's identity.
inline constexpr int kNumericsVersion = 1;

/// The part of resolved code that determines results, in the form that runs recorded by earlier
/// versions have it: without settings that are off, without training.save, which changes no number,
/// and of data that are read from files only what acts after the digest is taken.
[[nodiscard]] base::Value identity_part(base::Value resolved);

/// The keys of a cell's runs: key = SHA-256 of the canonical JSON of the code (identity_part of
/// Code::resolved), the
/// seed, the data's digest, the plugins' identities (plugin_identities) and kNumericsVersion. What
/// the runs of a cell share is written once.
class CellKeys {
 public:
  CellKeys(const base::Value& resolved_code, const std::string& data_digest,
           const std::map<std::string, std::string>& plugin_identities);

  /// 64 hex digits.
  [[nodiscard]] std::string of(std::uint64_t seed) const;

  /// The cell's own: the same hash without the seed.
  [[nodiscard]] std::string cell() const;

 private:
  std::string text_;  ///< the identity up to its last word, the seed
};

/// A key as bytes: a plan of 10^6 trials keeps one each.
using PackedKey = std::array<std::uint8_t, 32>;
[[nodiscard]] PackedKey pack_key(const std::string& hex);
[[nodiscard]] std::string unpack_key(const PackedKey& key);

}  // namespace ice::code
