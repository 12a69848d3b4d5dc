#include "nn/train.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "nn/batches.hpp"
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
    marked(network_.position(), Call::kStep, 0, [&] {
      options_.optimizer.step(steps_, options_.learning_rate, network_.gradients(),
                              network_.parameters(), slots_);
    });
    return cost;
  }

  Network<T>& network_;
  const TrainOptions& options_;
  Batches<T> batches_;
  arma::Mat<T> slots_;
  std::uint64_t steps_ = 0;
  Heartbeat heartbeat_;
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
             const Observer& observer) {
  Trainer<T> trainer(network, parts.train, options, observer);
  const double l2 = network.options().l2;
  const Recorder<T> recorder(parts, options.metrics, l2, trainer.batch_count());
  const std::vector<std::uint64_t> recorded =
      recorded_epochs(options.epochs, options.record_points);

  Result result;
  result.names = recorder.names();
  auto next = recorded.begin();
  while (next != recorded.end()) {
    const std::uint64_t epoch = ++result.epochs;
    network.position().epoch = epoch;
    const EpochCosts costs = trainer.run_epoch(epoch, l2 > 0 && epoch == *next);
    result.diverged = !std::isfinite(costs.cost) || !all_finite(network.parameters());
    if (epoch < *next && !result.diverged) continue;
    result.curve.push_back({epoch, recorder.at_epoch(costs, network)});
    const bool stops =
        observer.on_point && observer.on_point(result.curve.back()) == Decision::kStop;
    if (stops || result.diverged) break;
    ++next;
  }
  result.final = recorder.at_end(network);
  return result;
}

template Result train(Network<float>&, const data::Parts<float>&, const TrainOptions&,
                      const Observer&);
template Result train(Network<double>&, const data::Parts<double>&, const TrainOptions&,
                      const Observer&);

}  // namespace ice::nn
