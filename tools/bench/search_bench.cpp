// One proposal at 1000 cells of 10 parameters.
#include <benchmark/benchmark.h>

#include "search/propose.hpp"

namespace ice::bench {
namespace {

using search::Dimension;
using search::Method;
using search::Point;
using search::State;
using search::Told;

constexpr std::size_t kCells = 1000;

void propose(benchmark::State& state, Method method, const std::vector<Dimension>& dimensions) {
  const search::Space space{dimensions};
  std::vector<Told> told;
  while (told.size() < kCells) {
    Point point = search::propose(space, Method::kSobol, 1, told);
    const double value = point[0] * point[9];
    told.push_back({std::move(point), State::kFinished, value});
  }
  std::uint64_t root_seed = 0;
  for (auto _ : state) benchmark::DoNotOptimize(search::propose(space, method, root_seed++, told));
}

const Dimension kRange{.low = 1e-5, .high = 1, .is_log = true};
const Dimension kWhole{.kind = Dimension::Kind::kInteger, .low = 1, .high = 64};
const Dimension kChoice{.kind = Dimension::Kind::kCategory, .choices = 5};
const std::vector<Dimension> kRanges(10, kRange), kWholes(10, kWhole);
const std::vector<Dimension> kMixed{kRange, kRange, kRange,  kRange,  kWhole,
                                    kWhole, kWhole, kChoice, kChoice, kChoice};

BENCHMARK_CAPTURE(propose, tpe_ranges, Method::kTpe, kRanges)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(propose, tpe_whole_numbers, Method::kTpe, kWholes)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(propose, tpe_mixed, Method::kTpe, kMixed)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(propose, cmaes_ranges, Method::kCmaes, kRanges)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace ice::bench
