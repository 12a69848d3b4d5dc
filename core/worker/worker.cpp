#include "worker/worker.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cfenv>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <map>
#include <new>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <variant>

#include "base/error.hpp"
#include "base/fd.hpp"
#include "base/process.hpp"
#include "base/text.hpp"
#include "code/model_options.hpp"
#include "data/dataset.hpp"
#include "data/parts.hpp"
#include "nn/network.hpp"
#include "nn/network_file.hpp"
#include "nn/train.hpp"
#include "worker/crash_mark.hpp"
#include "worker/error_text.hpp"
#include "worker/frame.hpp"
#include "worker/memory_limit.hpp"
#include "worker/message.hpp"

namespace ice::worker {
namespace {

using base::Value;
using Clock = std::chrono::steady_clock;

// A library built with -ffast-math sets the processor to flush small numbers to 0 when it is
// loaded; a plugin may do worse. No run may differ because of what was loaded, or ran, before it.
void forget_arithmetic_modes() { std::fesetenv(FE_DFL_ENV); }

// OpenBLAS allocates 128 MiB at its first product of matrices, and tries for ever when it cannot. A
// run does not own that memory, so it is taken before the run's limit holds. The matrices are
// larger than those that its kernels for AVX-512 multiply without the buffer (up to 10^6
// multiplications).
void take_buffer_of_blas() {
  constexpr arma::uword kSize = 256;
  const arma::fmat A(kSize, kSize, arma::fill::ones);
  const arma::fmat product = A * A;
  if (product(0) != kSize) throw base::Error("BLAS computes wrong products");
}

// Not through the stream, which a plugin may have closed.
void print(const std::string& text) {
  [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, text.data(), text.size());
}

class Worker {
 public:
  Worker(base::Fd socket, int mark_memory) : socket_(std::move(socket)), mark_(mark_memory) {}

  // Until the coordinator closes its end.
  void serve() {
    while (const auto message = next_message()) {
      if (const auto* job = std::get_if<Job>(&*message))
        run(*job);
      else
        prepare(std::get<Setup>(*message));
    }
  }

 private:
  std::optional<ToWorker> next_message() {
    for (;;) {
      if (auto value = reader_.next()) return to_worker_from(std::move(*value));
      if (!receive(socket_.get(), reader_)) return std::nullopt;
    }
  }

  void prepare(const Setup& setup) {
    setup_ = setup;
    if (setup_.memory > 0) take_buffer_of_blas();
  }

  void run(const Job& job) {
    mark_.get() = {};
    print(run_marker(job.id));
    send(Begun{job.id});
    const auto start = Clock::now();
    RunResult result = train_caught(job);
    result.seconds = std::chrono::duration<double>(Clock::now() - start).count();
    send(Ended{job.id, std::move(result)});
  }

  // Nothing that a run throws reaches the next one.
  RunResult train_caught(const Job& job) {
    try {
      const data::Shape& data = setup_.datasets.at(job.dataset).shape;
      return data.precision == data::Precision::kFloat64 ? train<double>(job) : train<float>(job);
    } catch (const std::bad_alloc&) {
      return without_results(store::Status::kOom, out_of_memory(job));
    } catch (const std::exception& error) {
      return without_results(store::Status::kFailed, in_epoch(error.what()));
    }
  }

  RunResult without_results(store::Status status, const std::string& error) const {
    RunResult result = result_without_numbers(status, error);
    result.epochs = epochs_done(mark_.get());
    return result;
  }

  std::string out_of_memory(const Job& job) const {
    std::string text = "out of memory " + describe(mark_.get(), job.code);
    if (setup_.memory > 0)
      text += fmt::format(" (experiment.limits.memory is {})",
                          base::format_bytes(static_cast<double>(setup_.memory)));
    return text;
  }

  std::string in_epoch(const std::string& error) const {
    const std::uint64_t epoch = mark_.get().epoch;
    return epoch == 0 ? error : fmt::format("epoch {}, {}", epoch, error);
  }

  template <class T>
  RunResult train(const Job& job) {
    const data::Parts<T>& data = mapped<T>(job.dataset);
    const MemoryLimit limit(setup_.memory);
    const auto create = [this](plugin::Kind kind, const code::PluginChoice& choice) {
      return plugin::create(code::recipe_for(setup_.plugins, kind, choice));
    };
    nn::TrainOptions options =
        code::train_options(job.code, data.shape, create, job.seed, setup_.record_points);
    watch_metric_of_experiment(options);
    nn::Network<T> network(code::network_options(job.code, data.shape, create, &mark_.get()),
                           options.batch_size);
    forget_arithmetic_modes();
    network.initialize(job.seed);
    const nn::ProgressCallback progress{.call = [&](std::uint64_t epoch, double cost) {
      send(Epoch{job.id, epoch, cost});
    }};
    arma::Mat<T> best;
    const nn::Result result =
        nn::train(network, data, options, progress, job.saves_best ? &best : nullptr);
    if (!job.network_file.empty() && !result.diverged) save(job, data.shape, network, best, result);
    return result_of(result);
  }

  // The best value of the experiment's metric is that of all epochs, also without early stopping or
  // saving: what is recorded of a run does not depend on how many points its curves have. A metric
  // of test.* is not measured at epochs.
  void watch_metric_of_experiment(nn::TrainOptions& options) const {
    const std::string& metric = setup_.metric;
    const bool has_epochs = !metric.starts_with("test.") &&
                            std::ranges::find(options.metrics, metric) != options.metrics.end();
    if (!has_epochs) return;
    if (!options.watch) options.watch = nn::Watch{.metric = metric};
    options.every_epoch = {metric};
  }

  // Saves the parameters of the best epoch where the job asks for them and there is such an epoch,
  // else the final ones.
  template <class T>
  void save(const Job& job, const data::Shape& data, nn::Network<T>& network,
            const arma::Mat<T>& best, const nn::Result& result) const {
    const bool is_best = !best.empty();
    const auto& stopping = job.code.early_stopping;
    const bool is_picked = is_best || (stopping && stopping->restores_best);
    nn::save_network(job.network_file, network, is_best ? best : network.parameters(),
                     {{"code", job.code.resolved},
                      {"data", to_value(data)},
                      {"epoch", is_best ? result.best_epoch : result.final_epoch},
                      {"metric", is_picked ? code::watched_metric(job.code, setup_.metric) : ""}});
  }

  // Mapped once for all runs.
  template <class T>
  const data::Parts<T>& mapped(std::size_t dataset) {
    auto& known = std::get<std::map<std::size_t, data::Parts<T>>>(mapped_);
    const auto at = known.find(dataset);
    if (at != known.end()) return at->second;
    const Setup::Dataset& shared = setup_.datasets.at(dataset);
    return known.emplace(dataset, data::map<T>(shared.shape, shared.fd)).first->second;
  }

  void send(const FromWorker& message) { send_frame(socket_.get(), to_value(message)); }

  base::Fd socket_;
  CrashMark mark_;
  FrameReader reader_;
  Setup setup_;
  std::tuple<std::map<std::size_t, data::Parts<float>>, std::map<std::size_t, data::Parts<double>>>
      mapped_;
};

}  // namespace

int worker_main(int argc, char** argv) {
  base::bind_to_parent();
  // The parent may have died before we were bound to it.
  if (argc != 5 || ::getppid() != std::atoi(argv[4])) return EXIT_FAILURE;
  be_first_when_memory_is_short();
  // What a run prints belongs to it, not to the run in which a buffer is full.
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  try {
    Worker(base::Fd(std::atoi(argv[2])), std::atoi(argv[3])).serve();
    return EXIT_SUCCESS;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return EXIT_FAILURE;
  }
}

}  // namespace ice::worker
