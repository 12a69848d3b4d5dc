#include "report/page/importance_json.hpp"

#include <algorithm>
#include <cmath>

#include "judge/importance.hpp"

namespace ice::report {
namespace {

using base::Value;

constexpr std::size_t kManyCells = 300;  // forests of more than this take their time
constexpr std::size_t kPairs = 8;        // interactions that are shown
constexpr int kShareDigits = 4;

std::vector<bool> ordered_of(const Value& parameters) {
  std::vector<bool> ordered;
  for (const Value& parameter : parameters)
    ordered.push_back(std::ranges::all_of(parameter["values"],
                                          [](const Value& value) { return !value[0].is_null(); }));
  return ordered;
}

// Number of a cell -> the levels of its parameters.
std::map<std::uint64_t, std::vector<std::size_t>> levels_of(const Value& cells_data) {
  std::map<std::uint64_t, std::vector<std::size_t>> levels;
  for (std::size_t i = 0; i < cells_data["cells"].size(); ++i) {
    auto& of_cell = levels[cells_data["cells"][i].get<std::uint64_t>()];
    for (const Value& index : cells_data["values"][i])
      of_cell.push_back(index < 0 ? judge::kAbsent : index.get<std::size_t>());
  }
  return levels;
}

Value pairs_json(std::vector<judge::Interaction> pairs) {
  std::ranges::stable_sort(pairs, std::ranges::greater(), &judge::Interaction::share);
  pairs.resize(std::min(pairs.size(), kPairs));
  Value list = Value::array();
  for (const judge::Interaction& pair : pairs)
    list.push_back({pair.first, pair.second, json_number(pair.share, kShareDigits)});
  return list;
}

Value to_json(const judge::Importance& importance) {
  Value main = Value::array();
  for (const double share : importance.main) main.push_back(json_number(share, kShareDigits));
  return {{"factors", importance.factors},
          {"main", main},
          {"pairs", pairs_json(importance.pairs)},
          {"higher", json_number(importance.higher, kShareDigits)},
          {"noise", importance.noise ? json_number(*importance.noise, kShareDigits) : Value()},
          {"exact", importance.exact},
          {"cells", importance.cells},
          {"runs", importance.runs}};
}

}  // namespace

Value importance_json(const Shown& shown, const Value& cells_data,
                      const std::vector<std::string>& metrics) {
  const std::vector<bool> ordered = ordered_of(cells_data["parameters"]);
  const auto levels = levels_of(cells_data);
  Value json = Value::object();
  if (ordered.empty()) return json;
  for (const std::string& metric : metrics) {
    std::vector<judge::Observation> observations;
    std::size_t left_out = 0;
    for (const store::Score& run : shown.scores.of(metric, store::At::kFinal)) {
      const bool has_value = run.status == store::Status::kFinished && run.value.has_value() &&
                             std::isfinite(*run.value);
      if (has_value)
        observations.push_back({levels.at(run.cell), *run.value});
      else
        ++left_out;
    }
    const auto parts = judge::importance(observations, ordered);
    Value sets = Value::array();
    for (const judge::Importance& part : parts) sets.push_back(to_json(part));
    json[metric] = {{"sets", std::move(sets)}, {"left_out", left_out}};
    const bool is_exact = std::ranges::all_of(parts, &judge::Importance::exact);
    if (!is_exact && levels.size() > kManyCells) break;
  }
  return json;
}

}  // namespace ice::report
