#include "plan/recorded.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <span>

#include "code/run_key.hpp"

namespace ice::plan {
namespace {

constexpr std::size_t kLookupBlock = 1000;

// Whether the study asks for a network of the run that nobody saved.
bool lacks_network(const std::string& network, const std::string& key, const PlanOptions& options) {
  return !network.empty() && options.has_network && !options.has_network(key, network);
}

}  // namespace

std::vector<std::string> judging_metrics(const study::Study& study) {
  std::set<std::string> metrics{study.experiment.metric};
  for (const study::Claim& claim : study.idea.claims) metrics.insert(claim.metric);
  return {metrics.begin(), metrics.end()};
}

void set_recorded_apart(Plan& plan, std::size_t first, const std::vector<std::string>& metrics,
                        const StatusLookup& statuses, const PlanOptions& options,
                        std::map<std::string, std::uint64_t>& lacking) {
  std::vector<PlannedTrial> missing;
  std::vector<std::string> keys;
  for (std::size_t begin = first; begin < plan.trials.size(); begin += kLookupBlock) {
    const std::span block =
        std::span(plan.trials).subspan(begin, std::min(kLookupBlock, plan.trials.size() - begin));
    keys.clear();
    for (const PlannedTrial& trial : block) keys.push_back(code::unpack_key(trial.key));
    const auto found = statuses(keys);
    const auto lacked = options.lacking_metric ? options.lacking_metric(keys, metrics)
                                               : std::vector<std::string>(keys.size());
    for (std::size_t i = 0; i < block.size(); ++i) {
      const bool is_asked = !found[i] || options.force || options.retry.contains(*found[i]);
      const bool may_lack = !is_asked && *found[i] == store::Status::kFinished;
      if (may_lack && !lacked[i].empty()) ++lacking[lacked[i]];
      const bool runs =
          is_asked ||
          (may_lack && (!lacked[i].empty() ||
                        lacks_network(plan.cells[block[i].cell].network, keys[i], options)));
      (runs ? missing : plan.recorded).push_back(block[i]);
      if (!runs) ++plan.recorded_by_status[*found[i]];
    }
  }
  plan.trials.resize(first);
  std::ranges::move(missing, std::back_inserter(plan.trials));
}

}  // namespace ice::plan
