#pragma once
// Makes the values of a run of schema 1 mean what they mean now.
#include "store/record.hpp"

namespace ice::store {

/// What ice 0.1 recorded otherwise: scores of outputs that were not finite (a diverged network had
/// an accuracy); `final` of train.cost and train.objective measured after the last epoch, where it
/// is the epoch's mean as in curve and `best`; a `best` that `final` surpassed. After it, all
/// values of a diverged run's last epoch are NaN, and so is every score of a part whose cost is not
/// finite; no `best` is worse than its `final`. A value that was not recorded (the mean of a
/// restored epoch between two recorded ones) stays as it was measured.
void mend_scores(Run& run);

}  // namespace ice::store
