#pragma once
// Converts the metrics of a run of schema 1 to their present meaning.
#include "store/record.hpp"

namespace ice::store {

/// Corrects what ice 0.1 recorded differently:
/// - It scored outputs that were not finite, so that a diverged network had an accuracy. Now all
///   values of a diverged run's last epoch are NaN, and so is every score of a part whose cost is
///   not finite.
/// - It measured the final value of train.cost and train.objective after the last epoch. Now it is
///   the mean over the epoch, as in their curve and best value.
/// - Its best value could be worse than the final one. Now it never is.
/// A value that was not recorded (the mean of a restored epoch between two recorded ones) stays as
/// it was.
void mend_scores(Run& run);

}  // namespace ice::store
