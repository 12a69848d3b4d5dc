#include "store/query/kernels.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <utility>

#include "store/sqlite/sqlite.hpp"

namespace ice::store {

std::vector<Kernels> count_kernels(Connection& connection, const std::vector<SelectedRun>& runs) {
  Statement environment = connection.prepare(
      "SELECT e.compiler, e.blas FROM runs r JOIN environments e"
      " ON e.id = r.environment_id WHERE r.id = ?");
  std::map<std::pair<std::string, std::string>, std::uint64_t> count;
  for (const SelectedRun& run : runs) {
    environment.bind(run.id);
    environment.require_row();
    ++count[{environment.string(0), environment.string(1)}];
  }
  std::vector<Kernels> all;
  for (const auto& [names, n] : count) all.push_back({names.first, names.second, n});
  std::ranges::stable_sort(all, std::ranges::greater(), &Kernels::runs);
  return all;
}

bool has_several_kernels(Connection& connection) {
  return connection.integer(
             "SELECT count(*) FROM (SELECT DISTINCT compiler, blas FROM environments)") > 1;
}

}  // namespace ice::store
