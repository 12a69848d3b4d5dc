#include "search/propose.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "search/generations.hpp"
#include "search/halton.hpp"
#include "search/presence.hpp"
#include "search/scale.hpp"
#include "search/sobol.hpp"
#include "search/tpe.hpp"

namespace ice::search {
namespace {

constexpr std::uint64_t kNoLimit = std::numeric_limits<std::uint64_t>::max();

bool is_conditional(const Dimension& dimension) { return !dimension.when.empty(); }

bool is_category(const Dimension& dimension) {
  return dimension.kind == Dimension::Kind::kCategory;
}

std::optional<Refusal> cmaes_refusal(const Space& space) {
  for (std::size_t d = 0; d < space.dimensions.size(); ++d) {
    const Dimension& dimension = space.dimensions[d];
    if (is_category(dimension))
      return Refusal{d, "cmaes cannot choose from a list of values", "method: tpe"};
    if (is_conditional(dimension))
      return Refusal{d, "cmaes cannot take a parameter that is not in all cells", "method: tpe"};
  }
  return std::nullopt;
}

std::uint64_t handover(const Space& space) { return 10 * space.dimensions.size(); }

// What kAuto is for the next cell: kTpe, or itself where it has come to generations.
Method settled(Method method, const Space& space, std::span<const Told> earlier) {
  if (method != Method::kAuto) return method;
  const bool is_early = earlier.size() < handover(space);
  return is_early || cmaes_refusal(space) ? Method::kTpe : Method::kAuto;
}

Generations generations(const Space& space, Method method, std::uint64_t root_seed,
                        std::span<const Told> earlier) {
  CmaesStart start = method == Method::kCmaes ? cmaes_start(space, earlier)
                                              : warm_start(space, earlier, handover(space));
  return {space, root_seed, earlier, std::move(start)};
}

bool has_started(std::span<const Told> earlier) {
  const auto told = std::ranges::count_if(
      earlier, [](const Told& cell) { return cell.state != State::kPending; });
  return static_cast<std::size_t>(told) >= kTpeStartup;
}

Point at_shares(const Space& space, const std::vector<double>& shares) {
  Point point;
  for (std::size_t d = 0; d < shares.size(); ++d)
    point.push_back(value_at_share(space.dimensions[d], shares[d]));
  remove_absent(space, point);
  return point;
}

}  // namespace

std::optional<Refusal> refusal(const Space& space, Method method) {
  const std::size_t most = method == Method::kHalton ? kHaltonDimensions : kSobolDimensions;
  if (space.dimensions.size() > most)
    return Refusal{most, fmt::format("this method varies {} parameters at most", most),
                   "method: random"};
  return method == Method::kCmaes ? cmaes_refusal(space) : std::nullopt;
}

std::uint64_t proposable(const Space& space, Method method, std::uint64_t root_seed,
                         std::span<const Told> earlier) {
  const bool works_in_generations =
      method == Method::kCmaes || (method == Method::kAuto && !cmaes_refusal(space));
  if (!works_in_generations || space.dimensions.empty()) return kNoLimit;
  // The cells that the first generation rests on.
  const std::uint64_t first = method == Method::kCmaes
                                  ? static_cast<std::uint64_t>(std::ranges::count_if(
                                        earlier, [](const Told& cell) { return cell.is_given; }))
                                  : handover(space);
  const bool all_known =
      first <= earlier.size() && std::ranges::none_of(earlier.first(first), [](const Told& cell) {
        return cell.state == State::kPending;
      });
  return all_known ? generations(space, method, root_seed, earlier).end() : first;
}

Point propose(const Space& space, Method method, std::uint64_t root_seed,
              std::span<const Told> earlier) {
  const std::size_t dimensions = space.dimensions.size();
  const std::uint64_t cell = earlier.size();
  if (dimensions == 0) return {};
  switch (settled(method, space, earlier)) {
    case Method::kSobol:
      return at_shares(space, scrambled_sobol(dimensions, cell, root_seed));
    case Method::kHalton:
      return at_shares(space, scrambled_halton(dimensions, cell, root_seed));
    case Method::kTpe:
      return has_started(earlier) ? propose_tpe(space, root_seed, earlier)
                                  : propose(space, Method::kSobol, root_seed, earlier);
    default:
      return generations(space, method, root_seed, earlier).point(cell);
  }
}

}  // namespace ice::search
