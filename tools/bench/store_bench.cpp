// The store: rows in, runs out. Reported per run or as items (rows) per second; the store stands in
// the temporary folder, so that its disk is what is measured.
#include <benchmark/benchmark.h>
#include <stdlib.h>

#include <filesystem>
#include <string>

#include "base/hash.hpp"
#include "store/query/query.hpp"
#include "store/store.hpp"

namespace ice::bench {
namespace {

using namespace store;

class TemporaryStore {
 public:
  TemporaryStore() {
    std::string name = (std::filesystem::temp_directory_path() / "ice-bench-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  ~TemporaryStore() { std::filesystem::remove_all(folder_); }
  TemporaryStore(const TemporaryStore&) = delete;
  TemporaryStore& operator=(const TemporaryStore&) = delete;
  [[nodiscard]] std::filesystem::path file() const { return folder_ / "ice.db"; }

 private:
  std::filesystem::path folder_;
};

study::Study study() {
  study::Study study;
  study.name = "bench";
  study.text = "name: bench\n";
  study.experiment.metric = "dev.cost";
  return study;
}

/// A run with ten parameters, four metrics, and two curves of `points` points.
Run run_of(std::uint64_t n, std::uint64_t points) {
  Run run;
  run.key = base::sha256_hex(std::to_string(n));
  run.cell = n;
  run.identity = {base::sha256_hex("cell " + std::to_string(n)), std::string(64, 'd'), 1, {}};
  const double x = static_cast<double>(n * 2654435761 % 1'000'003) / 1'000'003;
  run.params = {{"network.activation", n % 2 == 0 ? "relu" : "tanh"},
                {"optimizer.learning_rate", x}};
  for (int i = 0; i < 8; ++i) run.params.emplace_back("training.p" + std::to_string(i), i);
  for (const char* name : {"dev.accuracy", "dev.cost", "train.accuracy", "train.cost"})
    run.metrics.push_back({name, x, x, points});
  for (const char* name : {"dev.cost", "train.cost"}) {
    Curve curve{name, {}, {}};
    for (std::uint64_t epoch = 1; epoch <= points; ++epoch) {
      curve.epochs.push_back(epoch);
      curve.values.push_back(1 / static_cast<double>(epoch + n));
    }
    run.curves.push_back(std::move(curve));
  }
  return run;
}

void add_runs(Writer& writer, std::uint64_t first, std::uint64_t count, std::uint64_t points) {
  const auto study_id = writer.add_study(study());
  const auto environment = writer.add_environment({});
  for (std::uint64_t n = first; n < first + count; ++n)
    writer.add(study_id, environment, run_of(n, points), [] {});
  writer.commit(true);
}

// Items are rows of curves.
void curve_rows(benchmark::State& state) {
  const TemporaryStore store;
  Writer writer(store.file());
  constexpr std::uint64_t kRuns = 20;
  const auto points = static_cast<std::uint64_t>(state.range(0));
  std::uint64_t first = 0;
  for (auto _ : state) {
    add_runs(writer, first, kRuns, points);
    first += kRuns;
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(2 * kRuns * points));
}
BENCHMARK(curve_rows)->Arg(200)->Arg(10'000)->Unit(benchmark::kMillisecond)->UseRealTime();

// Items are runs of one epoch with ten recorded points, durable: what recording costs each.
void small_runs(benchmark::State& state) {
  const TemporaryStore store;
  Writer writer(store.file());
  constexpr std::uint64_t kRuns = 1000;
  std::uint64_t first = 0;
  for (auto _ : state) {
    add_runs(writer, first, kRuns, 5);
    first += kRuns;
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kRuns));
}
BENCHMARK(small_runs)->Unit(benchmark::kMillisecond)->UseRealTime();

/// A store of 100 000 runs, made once.
const std::filesystem::path& large_store() {
  static const TemporaryStore store;
  static const std::filesystem::path file = [] {
    Writer writer(store.file());
    add_runs(writer, 0, 100'000, 1);
    return store.file();
  }();
  return file;
}

// As `ice runs --where ... --sort ... --limit N` does, opening included; 0: all that match.
void query_100k(benchmark::State& state) {
  const auto& file = large_store();
  const auto limit = static_cast<std::uint64_t>(state.range(0));
  std::size_t rows = 0;
  for (auto _ : state) {
    rows = Reader(file)
               .runs({"bench", "activation = 'tanh' and dev_cost < 0.02", "-dev_cost", limit})
               .rows.size();
  }
  state.counters["rows"] = static_cast<double>(rows);
}
BENCHMARK(query_100k)->Arg(20)->Arg(0)->Unit(benchmark::kMillisecond)->UseRealTime();

// Resuming a study of 100 000 runs: how each of its keys ended.
void statuses_100k(benchmark::State& state) {
  const auto& file = large_store();
  std::vector<std::string> keys;
  for (std::uint64_t n = 0; n < 100'000; ++n) keys.push_back(run_of(n, 0).key);
  for (auto _ : state) benchmark::DoNotOptimize(Reader(file).statuses(keys));
}
BENCHMARK(statuses_100k)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
}  // namespace ice::bench
