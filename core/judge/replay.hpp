#pragma once
// Whether a run that was trained again came out as it was recorded, bit by bit.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "store/record.hpp"

namespace ice::judge {

/// The first value of a run's curves that is another when the run is trained again.
struct Departure {
  std::string metric;
  std::uint64_t epoch = 0;
  double recorded = 0, again = 0;
};

struct Replay {
  std::optional<Departure> departure;  ///< at the smallest epoch of all curves
  std::vector<std::string> metrics;    ///< whose final or best value, or best epoch, is another
  /// Metrics and points of curves that the second run does not have: what was measured is another.
  std::vector<std::string> missing;
  bool has_other_end = false;  ///< status, number of epochs or the reason of a failure
  std::size_t values = 0;      ///< values that were compared, of curves and of metrics

  [[nodiscard]] bool is_equal() const {
    return !departure && metrics.empty() && missing.empty() && !has_other_end;
  }
};

/// Compares all that was recorded of a run with the same run trained again. Two values are equal
/// when their bits are; all NaN are one value. What only the second run has is not compared.
[[nodiscard]] Replay compare_replay(const store::Run& recorded, const store::Run& again);

}  // namespace ice::judge
