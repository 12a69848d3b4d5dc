#include "search/propose.hpp"

#include <algorithm>
#include <limits>

#include "search/halton.hpp"
#include "search/presence.hpp"
#include "search/scale.hpp"
#include "search/sobol.hpp"
#include "search/tpe.hpp"

namespace ice::search {
namespace {

Point at_shares(const Space& space, const std::vector<double>& shares) {
  Point point;
  for (std::size_t d = 0; d < shares.size(); ++d)
    point.push_back(value_at_share(space.dimensions[d], shares[d]));
  remove_absent(space, point);
  return point;
}

}  // namespace

std::optional<Refusal> refusal(const Space&, Method) { return std::nullopt; }

std::uint64_t proposable(const Space&, Method, std::uint64_t, std::span<const Told>) {
  return std::numeric_limits<std::uint64_t>::max();
}

Point propose(const Space& space, Method method, std::uint64_t root_seed,
              std::span<const Told> earlier) {
  const std::size_t dimensions = space.dimensions.size();
  if (method == Method::kHalton)
    return at_shares(space, scrambled_halton(dimensions, earlier.size(), root_seed));
  const auto told = std::ranges::count_if(
      earlier, [](const Told& cell) { return cell.state != State::kPending; });
  if (method == Method::kSobol || static_cast<std::size_t>(told) < kTpeStartup)
    return at_shares(space, scrambled_sobol(dimensions, earlier.size(), root_seed));
  return propose_tpe(space, root_seed, earlier);
}

}  // namespace ice::search
