#include "nn/train.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/error.hpp"
#include "nn/batches.hpp"
#include "nn/best_epoch.hpp"
#include "nn/clip.hpp"
#include "nn/metrics.hpp"
#include "nn/recorder.hpp"
#include "nn/reduce.hpp"

namespace ice::nn {
namespace {

/// Calls on_progress when it is time; reads the clock only when somebody watches.
class Heartbeat {
 public:
  explicit Heartbeat(const Observer& observer) : observer_(observer) {}

  void beat(std::uint64_t epoch, double cost) {
    if (!observer_.on_progress) return;
    const auto now = std::chrono::steady_clock::now();
    if (now - last_ < observer_.progress_every) return;
    last_ = now;
    observer_.on_progress(epoch, cost);
  }

 private:
  const Observer& observer_;
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

/// A network with the state of its optimizer.
template <class T>
class Trainer {
 public:
  Trainer(Network<T>& network, const data::Part<T>& part, const TrainOptions& options,
          const Observer& observer)
      : network_(network),
        options_(options),
        batches_(part, options.batch_size, options.seed),
        schedule_(options.schedule, options.epochs, batches_.count()),
        slots_(network.parameters().n_elem, options.optimizer.slot_count(), arma::fill::zeros),
        heartbeat_(observer) {}

  [[nodiscard]] std::uint64_t batch_count() const { return batches_.count(); }

  /// One pass over the samples; ends early, with a cost that is not finite, when a batch diverges.
  EpochCosts run_epoch(std::uint64_t epoch, bool wants_objective) {
    EpochCosts sums;
    double m_done = 0;
    batches_.start_epoch(epoch);
    for (std::uint64_t i = 0; i < batches_.count() && std::isfinite(sums.cost); ++i) {
      const Batch<T> batch = batches_.gather(i);
      const auto m = static_cast<double>(batch.X.n_cols);
      if (wants_objective) sums.objective += m * network_.l2_term(batch.X.n_cols);
      sums.cost += m * step(batch);
      m_done += m;
      heartbeat_.beat(epoch, sums.cost / m_done);
    }
    return {sums.cost / m_done, (sums.cost + sums.objective) / m_done};
  }

 private:
  /// The batch's mean loss, before the update.
  double step(const Batch<T>& batch) {
    ++steps_;
    const double cost = network_.forward_backward(batch.X, batch.Y, options_.seed, steps_);
    clip(network_.gradients());
    marked(network_.position(), Call::kStep, 0, [&] {
      options_.optimizer.step(steps_, options_.learning_rate * schedule_.factor(steps_),
                              network_.gradients(), network_.parameters(), slots_);
    });
    return cost;
  }

  void clip(arma::Mat<T>& gradients) const {
    if (options_.clip_value > 0) clip_by_value(gradients, options_.clip_value);
    if (options_.clip_norm > 0) clip_by_norm(gradients, options_.clip_norm);
  }

  Network<T>& network_;
  const TrainOptions& options_;
  Batches<T> batches_;
  Schedule schedule_;
  arma::Mat<T> slots_;
  std::uint64_t steps_ = 0;
  Heartbeat heartbeat_;
};

/// Where the watched metric stands among the names; those of test.* are not measured at epochs.
std::size_t place_of(const std::string& metric, const std::vector<std::string>& names) {
  const auto found = std::ranges::find(names, metric);
  if (found == names.end() || metric.starts_with("test."))
    throw base::UserError("metric", "'" + metric + "' is not measured at every epoch");
  return static_cast<std::size_t>(found - names.begin());
}

/// The watched metric and the parameters at its best.
template <class T>
class Watcher {
 public:
  /// `best`: where these parameters are wanted, or nullptr.
  Watcher(const Watch& watch, const std::vector<std::string>& names, arma::Mat<T>* best)
      : watch_(watch),
        metric_(place_of(watch.metric, names)),
        best_epoch_(is_less_better(watch.metric), watch.min_delta),
        best_(best != nullptr ? best : &own_),
        keeps_(best != nullptr || watch.restores_best) {}

  [[nodiscard]] std::size_t metric() const { return metric_; }  ///< its place among the names
  [[nodiscard]] std::uint64_t best_epoch() const { return best_epoch_.epoch(); }

  /// Takes an epoch's value; true when patience is at its end.
  bool ends_at(std::uint64_t epoch, double value, const arma::Mat<T>& parameters) {
    if (best_epoch_.improves(epoch, value) && keeps_) *best_ = parameters;
    return watch_.patience > 0 && epoch - best_epoch_.epoch() >= watch_.patience;
  }

  void restore(arma::Mat<T>& parameters) const {
    if (watch_.restores_best && best_epoch_.epoch() > 0)
      std::copy(best_->begin(), best_->end(), parameters.begin());
  }

 private:
  const Watch& watch_;
  std::size_t metric_;
  BestEpoch best_epoch_;
  arma::Mat<T> own_;
  arma::Mat<T>* best_;
  bool keeps_;
};

/// One training: its epochs, what is recorded of them, and when it ends.
template <class T>
class Training {
 public:
  Training(Network<T>& network, const data::Parts<T>& parts, const TrainOptions& options,
           const Observer& observer, arma::Mat<T>* best)
      : network_(network),
        options_(options),
        observer_(observer),
        trainer_(network, parts.train, options, observer),
        recorder_(parts, options.metrics, network.options().l2, trainer_.batch_count()) {
    result_.names = recorder_.names();
    if (options.watch) watcher_.emplace(*options.watch, result_.names, best);
  }

  Result run() {
    const auto recorded = recorded_epochs(options_.epochs, options_.record_points);
    for (auto next = recorded.begin(); next != recorded.end() && goes_on_after_epoch(*next);)
      if (result_.epochs == *next) ++next;
    if (watcher_ && !result_.diverged) watcher_->restore(network_.parameters());
    if (watcher_) result_.best_epoch = watcher_->best_epoch();
    result_.final = recorder_.at_end(network_);
    return std::move(result_);
  }

 private:
  /// Trains the next epoch; false when it is the last one.
  bool goes_on_after_epoch(std::uint64_t next_recorded) {
    const std::uint64_t epoch = ++result_.epochs;
    network_.position().epoch = epoch;
    const bool is_due = epoch == next_recorded;
    const bool wants_objective = network_.options().l2 > 0 && (is_due || watcher_);
    const EpochCosts costs = trainer_.run_epoch(epoch, wants_objective);
    result_.diverged = !std::isfinite(costs.cost) || !all_finite(network_.parameters());
    if (result_.diverged) {
      record(costs);
      return false;
    }
    const bool is_stopped = is_due && record(costs) == Decision::kStop;
    if (!watcher_ || !watcher_->ends_at(epoch, watched(costs, is_due), network_.parameters()))
      return !is_stopped;
    if (!is_due) record(costs);
    return false;
  }

  Decision record(const EpochCosts& costs) {
    result_.curve.push_back({result_.epochs, recorder_.at_epoch(costs, network_)});
    return observer_.on_point ? observer_.on_point(result_.curve.back()) : Decision::kContinue;
  }

  double watched(const EpochCosts& costs, bool is_recorded) {
    const std::size_t metric = watcher_->metric();
    return is_recorded ? result_.curve.back().values[metric]
                       : recorder_.value_at_epoch(metric, costs, network_);
  }

  Network<T>& network_;
  const TrainOptions& options_;
  const Observer& observer_;
  Trainer<T> trainer_;
  const Recorder<T> recorder_;
  std::optional<Watcher<T>> watcher_;
  Result result_;
};

}  // namespace

std::vector<std::uint64_t> recorded_epochs(std::uint64_t epochs, std::uint64_t points) {
  const std::uint64_t count = std::min(epochs, std::max<std::uint64_t>(points, 2));
  std::vector<std::uint64_t> recorded(count);
  for (std::uint64_t i = 0; i < count; ++i)
    recorded[i] = count == 1 ? 1 : 1 + (i * (epochs - 1) + (count - 1) / 2) / (count - 1);
  return recorded;
}

template <class T>
Result train(Network<T>& network, const data::Parts<T>& parts, const TrainOptions& options,
             const Observer& observer, arma::Mat<T>* best) {
  return Training<T>(network, parts, options, observer, best).run();
}

template Result train(Network<float>&, const data::Parts<float>&, const TrainOptions&,
                      const Observer&, arma::Mat<float>*);
template Result train(Network<double>&, const data::Parts<double>&, const TrainOptions&,
                      const Observer&, arma::Mat<double>*);

}  // namespace ice::nn
