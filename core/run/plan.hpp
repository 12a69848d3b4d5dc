#pragma once
// Study x catalogue x data x store -> what is to run, and why the rest is not.
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "data/dataset.hpp"
#include "plugin/catalog.hpp"
#include "plugin/library.hpp"
#include "spec/study.hpp"
#include "spec/trial.hpp"
#include "store/store.hpp"

namespace ice::run {

/// Raised only when results change (tools/signature.sh shows it): part of every run's identity.
inline constexpr int kNumericsVersion = 1;

/// key = SHA-256 of the canonical JSON of code (plugins qualified, defaults filled in), seed, data
/// digest, plugin identities (a core plugin's id; any other's id and file digest) and the numerics
/// version.
[[nodiscard]] std::string run_key(const base::Value& resolved_code, std::uint64_t seed,
                                  const std::string& data_digest,
                                  const std::map<std::string, std::string>& plugin_identities);

}  // namespace ice::run
