#pragma once
// Single slots of a study. Each call makes the expansion anew: a walk over many keeps its own.
#include <cstdint>
#include <utility>
#include <variant>

#include "study/expand.hpp"

namespace ice::test {

inline std::uint64_t slot_count(const study::Study& study) {
  return study::Expansion(study).slot_count();
}

/// What slot i holds.
inline std::variant<study::Trial, study::Skipped> trial_at(const study::Study& study,
                                                           std::uint64_t i) {
  const study::Expansion expansion(study);
  auto chosen = expansion.choose(i);
  if (auto* skipped = std::get_if<study::Skipped>(&chosen)) return std::move(*skipped);
  return expansion.build(std::get<study::Choice>(chosen));
}

/// The trial in slot i, which holds one.
inline study::Trial trial_in(const study::Study& study, std::uint64_t i) {
  return std::get<study::Trial>(trial_at(study, i));
}

}  // namespace ice::test
