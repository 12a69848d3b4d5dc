#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <span>

#include "metric/metric.hpp"

namespace ice::metric {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr Bounds kShare{0, 1};
constexpr Bounds kNeverNegative{0, kInfinity};
constexpr Classes kNumbers{0, 0};
constexpr Classes kTwoClasses{2, 2};
constexpr Classes kAnyClasses{2};
constexpr Classes kFourOrMore{4};

double mean(double sum, double count) { return sum / count; }

double ratio(double part, double whole) { return whole == 0 ? 0 : part / whole; }

/// Mean loss, without the L2 term.
double cost(const Evidence& e) { return mean(e.loss, e.samples); }

/// Cost and L2 term.
double objective(const Evidence& e) { return mean(e.objective, e.samples); }

/// 0: all units of the first hidden layer are the same, and stay so (course 3.10).
double asymmetry(const Evidence& e) { return e.asymmetry; }

/// Share of samples in the right class: for two classes, whether the output is above 0.5 (above 0
/// under a loss of signed scores, as hinge); for more, the largest output (the first of equals).
double accuracy(const Evidence& e) { return mean(e.confusion.right(), e.confusion.total()); }

/// The mean of the recalls of all classes that occur (as scikit-learn has it): a class counts the
/// same however rare it is, and 1 / classes is what calling everything one class reaches.
double balanced_accuracy(const Evidence& e) {
  double recalls = 0;
  double occurring = 0;
  for (std::size_t c = 0; c < e.confusion.classes(); ++c) {
    const double samples = e.confusion.samples_of(c);
    if (samples == 0) continue;
    recalls += mean(e.confusion(c, c), samples);
    ++occurring;
  }
  return mean(recalls, occurring);
}

/// Share of samples whose class is among the three of the largest outputs. Of equal outputs the
/// class of the lowest number comes first, as in accuracy, which so is never larger (scikit-learn's
/// top_k_accuracy_score takes the highest number first). With three classes it would always be 1.
double top3_accuracy(const Evidence& e) {
  return mean(e.ranks[0] + e.ranks[1] + e.ranks[2],
              std::accumulate(e.ranks.begin(), e.ranks.end(), 0.0));
}

/// True and false positives and false negatives of two classes; the positive one is classes[1].
struct Positives {
  explicit Positives(const ConfusionTable<double>& counts)
      : tp(counts(1, 1)), fp(counts(0, 1)), fn(counts(1, 0)) {}
  double tp, fp, fn;
};

/// tp / (tp + fp); 0 when nothing was called positive.
double precision(const Evidence& e) {
  const Positives n(e.confusion);
  return ratio(n.tp, n.tp + n.fp);
}

/// tp / (tp + fn); 0 when nothing is positive.
double recall(const Evidence& e) {
  const Positives n(e.confusion);
  return ratio(n.tp, n.tp + n.fn);
}

/// 2 tp / (2 tp + fp + fn); 0 when there is no positive at all.
double f1(const Evidence& e) {
  const Positives n(e.confusion);
  return ratio(2 * n.tp, 2 * n.tp + n.fp + n.fn);
}

double output_of(double output) { return output; }
double output_of(const WeightedOutput& one) { return one.output; }
std::uint64_t weight_of(double /*output*/) { return 1; }
double weight_of(const WeightedOutput& one) { return one.weight; }

/// The sum over all pairs of their weights' product, for pairs of equal outputs its half, for pairs
/// in which the negative's is larger nothing; over the sum of all products. Without weights all is
/// counted in whole numbers.
template <class Output>
double share_of_ordered_pairs(std::span<Output> positives, std::span<Output> negatives) {
  using Sum = decltype(weight_of(positives[0]));
  constexpr auto kOutput = [](const Output& one) { return output_of(one); };
  std::ranges::sort(positives, {}, kOutput);
  std::ranges::sort(negatives, {}, kOutput);
  Sum twice = 0, of_positives = 0;
  Sum below = 0, up_to = 0;  // weights of the negatives that are
  std::size_t first = 0, next = 0;
  for (const Output& one : positives) {
    for (; first < negatives.size() && output_of(negatives[first]) < output_of(one); ++first)
      below += weight_of(negatives[first]);
    for (; next < negatives.size() && output_of(negatives[next]) <= output_of(one); ++next)
      up_to += weight_of(negatives[next]);
    twice += weight_of(one) * (below + up_to);
    of_positives += weight_of(one);
  }
  Sum of_negatives = 0;
  for (const Output& one : negatives) of_negatives += weight_of(one);
  return mean(static_cast<double>(twice), static_cast<double>(2 * of_positives * of_negatives));
}

/// The probability that a sample of classes[1] has a larger output than one of classes[0], equal
/// outputs counted half: the area under the ROC curve, and Mann and Whitney's U over the number of
/// pairs (Hanley, McNeil 1982). NaN where only one class occurs: there is no pair to be right
/// about, and 0.5 would say that the network guesses.
double auc(const Evidence& e) {
  return e.weighted_positives.empty() && e.weighted_negatives.empty()
             ? share_of_ordered_pairs(e.positives, e.negatives)
             : std::min(1.0, share_of_ordered_pairs(e.weighted_positives, e.weighted_negatives));
}

/// sqrt(mean((A - Y)^2)).
double rmse(const Evidence& e) { return std::sqrt(mean(e.squared_errors, e.targets)); }

/// mean(|A - Y|).
double mae(const Evidence& e) { return mean(e.absolute_errors, e.targets); }

/// 1 - sum((A - Y)^2) / sum((Y - mean of Y's row)^2): 1 is perfect, 0 is no better than the mean.
/// Where all targets are equal: 1 when they are met exactly, else 0.
double r2(const Evidence& e) {
  if (e.total_squares == 0) return e.squared_errors == 0 ? 1 : 0;
  return 1 - e.squared_errors / e.total_squares;
}

constexpr std::array kTable{
    Metric{.name = "cost",
           .better = Better::kLess,
           .unit = "mean over samples",
           .is_headline = true,
           .bounds = kNeverNegative,
           .source = Source::kLosses,
           .value = cost},
    Metric{.name = "objective",
           .better = Better::kLess,
           .unit = "mean over samples",
           .bounds = kNeverNegative,
           .source = Source::kLosses,
           .where = Where::kWithL2,
           .value = objective},
    Metric{.name = "asymmetry",
           .better = Better::kNeither,
           .bounds = kNeverNegative,
           .source = Source::kParameters,
           .where = Where::kWithHidden,
           .value = asymmetry},
    Metric{.name = "accuracy",
           .unit = "fraction",
           .is_headline = true,
           .bounds = kShare,
           .classes = kAnyClasses,
           .value = accuracy},
    Metric{.name = "balanced_accuracy",
           .unit = "fraction",
           .bounds = kShare,
           .classes = kAnyClasses,
           .value = balanced_accuracy},
    Metric{.name = "top3_accuracy",
           .unit = "fraction",
           .bounds = kShare,
           .classes = kFourOrMore,
           .value = top3_accuracy},
    Metric{.name = "precision",
           .unit = "fraction",
           .bounds = kShare,
           .classes = kTwoClasses,
           .value = precision},
    Metric{.name = "recall",
           .unit = "fraction",
           .bounds = kShare,
           .classes = kTwoClasses,
           .value = recall},
    Metric{.name = "f1", .unit = "fraction", .bounds = kShare, .classes = kTwoClasses, .value = f1},
    Metric{.name = "auc",
           .unit = "fraction",
           .bounds = kShare,
           .classes = kTwoClasses,
           .sorts = true,
           .value = auc},
    Metric{.name = "rmse",
           .better = Better::kLess,
           .unit = "the target's unit",
           .is_headline = true,
           .bounds = kNeverNegative,
           .classes = kNumbers,
           .value = rmse},
    Metric{.name = "mae",
           .better = Better::kLess,
           .unit = "the target's unit",
           .bounds = kNeverNegative,
           .classes = kNumbers,
           .value = mae},
    Metric{.name = "r2", .bounds = {-kInfinity, 1}, .classes = kNumbers, .value = r2}};

}  // namespace

std::span<const Metric> table() { return kTable; }

}  // namespace ice::metric
