#include "report/page/importance_json.hpp"

#include <algorithm>
#include <cmath>

#include "judge/importance.hpp"

namespace ice::report {
namespace {

using base::Value;

constexpr std::size_t kForestCells = 1000;  // of all forests together: they take their time
constexpr std::size_t kPairs = 8;           // interactions that are shown
constexpr int kShareDigits = 4;

std::vector<bool> ordered_of(const Value& parameters) {
  std::vector<bool> ordered;
  for (const Value& parameter : parameters)
    ordered.push_back(std::ranges::all_of(parameter["values"],
                                          [](const Value& value) { return !value[0].is_null(); }));
  return ordered;
}

// Number of a cell -> the levels of its parameters.
using Levels = std::map<std::uint64_t, std::vector<std::size_t>>;

Levels levels_of(const Value& cells_data) {
  Levels levels;
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

struct Observed {
  std::vector<judge::Observation> runs;
  std::size_t left_out = 0;  // runs without a value
};

Observed observe(const std::vector<store::Score>& scores, const Levels& levels) {
  Observed observed;
  for (const store::Score& run : scores) {
    const bool has_value =
        run.status == store::Status::kFinished && run.value && std::isfinite(*run.value);
    if (has_value)
      observed.runs.push_back({levels.at(run.cell), *run.value});
    else
      ++observed.left_out;
  }
  return observed;
}

}  // namespace

Value importance_json(const Shown& shown, const Value& cells_data,
                      const std::vector<std::string>& metrics) {
  const std::vector<bool> ordered = ordered_of(cells_data["parameters"]);
  const Levels levels = levels_of(cells_data);
  Value json = Value::object();
  if (ordered.empty()) return json;
  std::size_t forest_cells = 0;
  for (const std::string& metric : metrics) {
    if (forest_cells > 0 && forest_cells + levels.size() > kForestCells) break;
    const Observed observed = observe(shown.scores.of(metric, store::At::kFinal), levels);
    Value sets = Value::array();
    for (const judge::Importance& part : judge::importance(observed.runs, ordered)) {
      sets.push_back(to_json(part));
      if (!part.exact) forest_cells += part.cells;
    }
    json[metric] = {{"sets", std::move(sets)}, {"left_out", observed.left_out}};
  }
  return json;
}

}  // namespace ice::report
