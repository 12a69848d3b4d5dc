#pragma once
// What a search knows of a study: the dimensions of its space, and what came of the cells that it
// has proposed. Names, texts and directions stay with the caller. Plain values.
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace ice::search {

/// A condition on the value of another dimension. It does not hold where that one does not exist.
struct Presence {
  std::size_t dimension = 0;
  std::function<bool(double)> holds;  ///< of a number, or of the index of a choice
};

/// One parameter of a study. A normal or log_normal range has no ends, which all methods need: the
/// caller refuses it.
struct Dimension {
  enum class Kind { kReal, kInteger, kCategory } kind = Kind::kReal;
  double low = 0, high = 1;  ///< ends of a range, both included and finite, low <= high
  double step = 0;           ///< values are low + k step, up to high exactly; 0: kReal has no steps
  bool is_log = false;       ///< the logarithm is uniform; REQUIRES: low > 0
  std::uint64_t choices = 0;     ///< of a category, >= 1; its values are 0 .. choices - 1
  std::vector<Presence> when{};  ///< the parameter exists only where all of these hold
};

/// The parameters in the order of the study file; no `when` leads back to its own dimension.
struct Space {
  std::vector<Dimension> dimensions;
};

/// A cell: for each dimension a number, or the index of a choice, or NaN where the parameter does
/// not exist.
using Point = std::vector<double>;

/// What came of a cell so far.
enum class State {
  kFinished,  ///< `value` is its result
  kStopped,   ///< a stopping rule ended it: `value` is what it had reached at `last_epoch`
  kPending    ///< its result is not known, or must not be used yet
};

/// A cell and what came of it.
struct Told {
  Point point;
  State state = State::kPending;
  double value = 0;             ///< to be minimized; +infinity: diverged, failed or excluded
  std::int64_t last_epoch = 0;  ///< of kStopped
  bool is_given = false;        ///< named in `start_with`, not proposed; such cells come first
};

}  // namespace ice::search
