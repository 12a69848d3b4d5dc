#include "nn/train.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <utility>

#include "base/error.hpp"
#include "nn/batches.hpp"
#include "nn/clip.hpp"
#include "nn/metrics.hpp"
#include "nn/recorder.hpp"
#include "nn/reduce.hpp"

namespace ice::nn {
namespace {

// Makes the callback when it is due; reads the clock only when there is one.
class Heartbeat {
 public:
  explicit Heartbeat(const ProgressCallback& progress) : progress_(progress) {}

  void beat(std::uint64_t epoch, double cost) {
    if (!progress_.call) return;
    const auto now = std::chrono::steady_clock::now();
    if (now - last_ < progress_.every) return;
    last_ = now;
    progress_.call(epoch, cost);
  }

 private:
  const ProgressCallback& progress_;
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

// A network with the state of its optimizer.
template <class T>
class Trainer {
 public:
  Trainer(Network<T>& network, const data::Part<T>& part, const TrainOptions& options,
          const ProgressCallback& progress)
      : network_(network),
        options_(options),
        batches_(part, options.batch_size, options.seed, options.label_smoothing),
        schedule_(options.schedule, options.epochs, batches_.count()),
        slots_(network.parameters().n_elem, options.optimizer.slot_count(), arma::fill::zeros),
        heartbeat_(progress) {}

  // One pass over the samples; ends early, with a cost that is not finite, when a batch diverges.
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
  // The batch's mean loss, before the update.
  double step(const Batch<T>& batch) {
    ++steps_;
    const double cost =
        network_.forward_backward(batch.X, batch.Y, options_.seed, steps_, batch.weights);
    clip(network_.gradients());
    marked(network_.progress(), Call::kStep, 0, [&] {
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

// Counts the patience, and keeps the epoch to restore, by one metric.
template <class T>
class Watcher {
 public:
  Watcher(const Watch& watch, std::size_t metric)
      : watch_(watch),
        metric_(metric),
        best_epoch_(metric::is_less_better(watch.metric), watch.min_delta) {}

  [[nodiscard]] std::size_t metric() const { return metric_; }  // its index in Result::names

  // Takes an epoch's value; true when the patience is used up.
  bool ends_at(std::uint64_t epoch, double value, const EpochCosts& costs,
               const arma::Mat<T>& parameters) {
    if (best_epoch_.improves(epoch, value) && watch_.restores_best) {
      costs_ = costs;
      parameters_ = parameters;
    }
    return watch_.patience > 0 && epoch - best_epoch_.epoch() >= watch_.patience;
  }

  [[nodiscard]] bool restores() const { return watch_.restores_best && best_epoch_.epoch() > 0; }
  [[nodiscard]] std::uint64_t epoch() const { return best_epoch_.epoch(); }
  [[nodiscard]] const EpochCosts& costs() const { return costs_; }
  [[nodiscard]] const arma::Mat<T>& parameters() const { return parameters_; }

 private:
  const Watch& watch_;
  std::size_t metric_;
  BestEpoch best_epoch_;
  EpochCosts costs_;         // of the best epoch, kept when it may be restored
  arma::Mat<T> parameters_;  // after the best epoch
};

// The metrics that are looked at after every epoch because somebody asks.
std::vector<std::string> watched_metrics(const TrainOptions& options) {
  std::vector<std::string> watched = options.every_epoch;
  if (options.watch) watched.push_back(options.watch->metric);
  return watched;
}

// One training: its epochs, what is recorded of them, and when it ends.
template <class T>
class Training {
 public:
  Training(Network<T>& network, const data::Parts<T>& parts, const TrainOptions& options,
           const ProgressCallback& progress, arma::Mat<T>* best)
      : network_(network),
        options_(options),
        trainer_(network, parts.train, options, progress),
        recorder_(parts, options.metrics, watched_metrics(options), network.options().l2),
        progress_(progress),
        best_parameters_(best) {
    result_.names = recorder_.names();
    for (std::size_t i = 0; i < result_.names.size(); ++i) {
      bests_.emplace_back(metric::is_less_better(result_.names[i]));
      all_.push_back(i);
    }
    if (options.watch) watcher_.emplace(*options.watch, index_of(options.watch->metric));
    if (best != nullptr && !watcher_) throw base::Error("train: best parameters, by no metric");
    find_followed();
    values_ = not_numbers();
  }

  Result run() {
    const auto recorded = recorded_epochs(options_.epochs, options_.record_points);
    auto next = recorded.begin();
    result_.curve.reserve(recorded.size());
    while (result_.epochs < options_.epochs) {
      train_epoch();
      const bool is_due = result_.epochs == *next;
      if (is_due) ++next;
      if (result_.diverged) {
        values_ = not_numbers();
        record();
        break;
      }
      if (progress_.after_epoch) progress_.after_epoch(result_.epochs);
      look_at(is_due ? of_curve() : followed_);
      if (is_due) record();
      if (watcher_ && is_watch_over()) {
        if (!is_due) {
          look_at(of_curve());
          record();
        }
        break;
      }
    }
    finish();
    return std::move(result_);
  }

 private:
  [[nodiscard]] std::vector<double> not_numbers() const {
    return std::vector<double>(all_.size(), std::numeric_limits<double>::quiet_NaN());
  }

  [[nodiscard]] std::size_t index_of(const std::string& metric) const {
    const auto index = recorder_.index_of(metric);
    if (!index) throw base::UserError("metric", "'" + metric + "' is not measured at every epoch");
    return *index;
  }

  [[nodiscard]] std::span<const std::size_t> of_curve() const {
    return std::span(all_).first(recorder_.curve_count());
  }

  void find_followed() {
    const std::vector<std::string> watched = watched_metrics(options_);
    for (const std::size_t i : of_curve()) {
      const std::string& name = result_.names[i];
      if (metric::is_mean_of_epoch(name) || std::ranges::count(watched, name) > 0)
        followed_.push_back(i);
    }
    for (const std::string& metric : watched) (void)index_of(metric);  // or throws
    wants_objective_ =
        network_.options().l2 > 0 && recorder_.index_of("train.objective").has_value();
  }

  void train_epoch() {
    const std::uint64_t epoch = ++result_.epochs;
    network_.progress().epoch = epoch;
    costs_ = trainer_.run_epoch(epoch, wants_objective_);
    result_.diverged = !std::isfinite(costs_.cost) || !all_finite(network_.parameters());
  }

  void look_at(std::span<const std::size_t> metrics) {
    recorder_.measure(metrics, costs_, network_, values_);
    for (const std::size_t metric : metrics) {
      const bool is_best = bests_[metric].improves(result_.epochs, values_[metric]);
      if (is_best && best_parameters_ != nullptr && watcher_ && metric == watcher_->metric())
        *best_parameters_ = network_.parameters();
    }
  }

  bool is_watch_over() {
    return watcher_->ends_at(result_.epochs, values_[watcher_->metric()], costs_,
                             network_.parameters());
  }

  void record() {
    const auto end = values_.begin() + static_cast<std::ptrdiff_t>(recorder_.curve_count());
    result_.curve.push_back({result_.epochs, {values_.begin(), end}});
  }

  void finish() {
    result_.final_epoch = result_.epochs;
    if (!result_.diverged) measure_final();
    result_.final = std::move(values_);
    if (watcher_) result_.best_epoch = bests_[watcher_->metric()].epoch();
    for (const BestEpoch& best : bests_) result_.best.push_back(best.best());
  }

  void measure_final() {
    if (watcher_ && watcher_->restores()) {
      std::ranges::copy(watcher_->parameters(), network_.parameters().begin());
      result_.final_epoch = watcher_->epoch();
      costs_ = watcher_->costs();
    }
    recorder_.measure(all_, costs_, network_, values_);
    for (const std::size_t metric : all_)
      bests_[metric].improves(result_.final_epoch, values_[metric]);
  }

  Network<T>& network_;
  const TrainOptions& options_;
  Trainer<T> trainer_;
  Recorder<T> recorder_;
  const ProgressCallback& progress_;
  arma::Mat<T>* best_parameters_;
  std::optional<Watcher<T>> watcher_;
  std::vector<BestEpoch> bests_;       // by Result::names
  std::vector<std::size_t> all_;       // the indices of all names
  std::vector<std::size_t> followed_;  // the indices of those measured after every epoch
  bool wants_objective_ = false;
  EpochCosts costs_;            // of the epoch under way
  std::vector<double> values_;  // its values so far, by Result::names
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
             const ProgressCallback& progress, arma::Mat<T>* best) {
  return Training<T>(network, parts, options, progress, best).run();
}

template Result train(Network<float>&, const data::Parts<float>&, const TrainOptions&,
                      const ProgressCallback&, arma::Mat<float>*);
template Result train(Network<double>&, const data::Parts<double>&, const TrainOptions&,
                      const ProgressCallback&, arma::Mat<double>*);

}  // namespace ice::nn
