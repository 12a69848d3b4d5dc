// Makes a large store as a lab would have filled it, and says how fast: make_store FILE RUNS
// POINTS.
//
// Ten studies of ten seeds a cell and twenty parameters a run: `small` of 1000 runs, planned in the
// midst of the others, which share the rest. Every run has the metrics dev.cost and train.cost and,
// unless POINTS is 0, a curve of POINTS points of each.
#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "base/hash.hpp"
#include "store/store.hpp"

namespace ice::bench {
namespace {

using namespace store;

constexpr std::uint64_t kStudies = 10, kSmall = 5, kSmallRuns = 1000, kSeeds = 10;

study::Study study_of(const std::string& name) {
  study::Study study;
  study.name = name;
  study.text = "name: " + name + "\n";
  study.experiment.metric = "dev.cost";
  return study;
}

// Evenly over [0, 1), the same for the same n.
double spread(std::uint64_t n) {
  return static_cast<double>(n * 2'654'435'761 % 1'000'003) / 1'000'003;
}

std::vector<std::pair<std::string, base::Value>> params_of(std::uint64_t study,
                                                           std::uint64_t cell) {
  return {{"data.name", "planar"},
          {"data.samples", 400},
          {"data.seed", 0},
          {"data.split.dev", 0.2},
          {"data.split.train", 0.8},
          {"data.standardize", false},
          {"initializer", "he_normal"},
          {"loss", "binary_cross_entropy"},
          {"network.activation", cell % 2 == 0 ? "relu" : "tanh"},
          {"network.hidden", base::Value{16 + cell % 7, 8}},
          {"network.output", "sigmoid"},
          {"optimizer", "adam"},
          {"optimizer.beta1", 0.9},
          {"optimizer.beta2", 0.999},
          {"optimizer.learning_rate", 0.0001 * std::pow(10, 3 * spread(cell))},
          {"regularization.dropout", 0},
          {"regularization.l2", 0.001 * static_cast<double>(study)},
          {"training.batch_size", 64},
          {"training.epochs", 100 + cell},
          {"training.precision", "float32"}};
}

void add_results(Run& run, std::uint64_t points, double scale) {
  for (const char* name : {"dev.cost", "train.cost"}) {
    Curve curve{name, {}, {}};
    for (std::uint64_t epoch = 1; epoch <= points; ++epoch) {
      curve.epochs.push_back(epoch);
      curve.values.push_back(scale / std::sqrt(static_cast<double>(epoch)));
    }
    const double final = points == 0 ? scale : curve.values.back();
    run.metrics.push_back({name, final, final, points});
    if (points > 0) run.curves.push_back(std::move(curve));
    scale *= 0.9;
  }
}

Run run_of(std::uint64_t study, std::uint64_t n, std::uint64_t points) {
  const std::uint64_t cell = n / kSeeds;
  Run run;
  run.key = base::sha256_hex(fmt::format("{} {}", study, n));
  run.cell = cell;
  run.seed = n % kSeeds;
  run.params = params_of(study, cell);
  run.identity = {base::sha256_hex(fmt::format("cell {} {}", study, cell)),
                  std::string(64, 'd'),
                  1,
                  {{"network.activation", run.params[8].second},
                   {"optimizer.learning_rate", run.params[14].second}}};
  run.epochs = points;
  run.started_at = run.finished_at = "2026-11-24T10:00:00.000Z";
  run.plugins = {{"activation", "core/tanh", "0.1.0", std::string(64, 'a'), "/lib/tanh.ice.so"},
                 {"optimizer", "core/adam", "0.1.0", std::string(64, 'b'), "/lib/adam.ice.so"}};
  if (n % 97 == 0)
    run.status = Status::kFailed;
  else
    add_results(run, points, 0.1 + spread(7919 * study + n));
  return run;
}

void fill(Writer& writer, std::uint64_t runs, std::uint64_t points) {
  const std::int64_t environment = writer.add_environment({});
  for (std::uint64_t study = 0; study < kStudies; ++study) {
    const bool is_small = study == kSmall;
    const std::uint64_t count = is_small ? kSmallRuns : (runs - kSmallRuns) / (kStudies - 1);
    const std::string name = is_small ? "small" : fmt::format("study_{}", study);
    const std::int64_t revision = writer.add_study(study_of(name), {count, name});
    for (std::uint64_t n = 0; n < count; ++n)
      writer.add(revision, environment, run_of(study, n, points), [] {});
  }
  writer.commit(true);
}

}  // namespace
}  // namespace ice::bench

int main(int argc, char** argv) {
  if (argc != 4) {
    fmt::print(stderr, "make_store FILE RUNS POINTS\n");
    return 2;
  }
  const std::filesystem::path file = argv[1];
  const std::uint64_t runs = std::stoull(argv[2]), points = std::stoull(argv[3]);
  const auto start = std::chrono::steady_clock::now();
  {
    ice::store::Writer writer(file);
    ice::bench::fill(writer, runs, points);
  }
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  fmt::print(R"({{"seconds": {}, "bytes": {}}})"
             "\n",
             seconds, std::filesystem::file_size(file));
  return 0;
}
