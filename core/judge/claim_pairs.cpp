#include "judge/claim_pairs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "base/hash.hpp"
#include "base/text.hpp"

namespace ice::judge {
namespace {

using RunOfSeed = std::map<std::uint64_t, const store::Outcome*>;

std::map<std::uint64_t, RunOfSeed> by_cell(std::span<const store::Outcome> outcomes) {
  std::map<std::uint64_t, RunOfSeed> runs;
  for (const store::Outcome& outcome : outcomes) runs[outcome.cell].emplace(outcome.seed, &outcome);
  return runs;
}

std::optional<double> value_of(const store::Outcome& run) {
  const bool is_good =
      run.status == store::Status::kFinished && run.value && std::isfinite(*run.value);
  return is_good ? run.value : std::nullopt;
}

std::string digest(const std::set<std::string>& lines) {
  return base::sha256_hex(base::join(std::vector<std::string>(lines.begin(), lines.end()), "\n"));
}

// Pairs the runs of cells, two at a time.
class Pairing {
 public:
  void add(const RunOfSeed& better, const RunOfSeed& than) {
    for (const auto& [seed, run] : better) {
      const auto partner = than.find(seed);
      if (partner == than.end())
        leave(*run);
      else
        pair(*run, *partner->second);
    }
    for (const auto& [seed, run] : than)
      if (better.count(seed) == 0) leave(*run);
    ++cell_pairs_;
  }
  void leave(const store::Outcome& run) {
    note_start(run);
    pairs_.unpaired.push_back(fmt::format("cell {}, seed {}", run.cell, run.seed));
  }
  [[nodiscard]] RunPairs take(study::Goal goal, double by) {
    pairs_.of_seeds = differences_by_seed(values_, goal, by);
    note_digests();
    return std::move(pairs_);
  }

 private:
  void pair(const store::Outcome& better, const store::Outcome& than) {
    note_start(better);
    note_start(than);
    values_.push_back({cell_pairs_, better.seed, value_of(better), value_of(than)});
    paired_.push_back(&better);
    paired_.push_back(&than);
  }
  void note_start(const store::Outcome& run) {
    if (pairs_.first_started.empty() || run.started_at < pairs_.first_started)
      pairs_.first_started = run.started_at;
  }
  void note_digests() {
    std::set<std::uint64_t> seeds;
    for (const SeedDifference& seed : pairs_.of_seeds.seeds) seeds.insert(seed.seed);
    std::set<std::string> cells;
    std::set<std::string> runs;
    for (const store::Outcome* run : paired_) {
      if (seeds.count(run->seed) == 0) continue;
      cells.insert(run->cell_key);
      runs.insert(fmt::format("{} {}", run->cell_key, run->seed));
    }
    pairs_.cell_keys.assign(cells.begin(), cells.end());
    pairs_.cells = digest(cells);
    pairs_.runs = digest(runs);
  }

  std::size_t cell_pairs_ = 0;
  std::vector<PairOfRuns> values_;
  std::vector<const store::Outcome*> paired_;
  RunPairs pairs_;
};

}  // namespace

RunPairs pair_runs(const study::Study& study, const study::Claim& claim,
                   std::span<const store::Outcome> outcomes, const CellValues& cells) {
  std::map<std::uint64_t, RunOfSeed> runs = by_cell(outcomes);
  const CellPairs found = pair_cells(study, claim, cells);
  Pairing pairing;
  for (const auto& [better, than] : found.pairs) pairing.add(runs[better], runs[than]);
  for (const std::uint64_t cell : found.alone)
    for (const auto& [seed, run] : runs[cell]) pairing.leave(*run);
  const study::Objective objective{study.experiment.metric, study.experiment.goal};
  return pairing.take(study::goal_of(claim.metric, objective), claim.by);
}

}  // namespace ice::judge
