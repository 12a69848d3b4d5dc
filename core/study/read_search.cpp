#include "study/read_search.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "base/text.hpp"
#include "search/propose.hpp"
#include "study/axis_values.hpp"
#include "study/conditions.hpp"
#include "study/expand.hpp"
#include "study/proposals.hpp"
#include "study/search_space.hpp"

namespace ice::study {
namespace {

using base::Value;
using Given = std::map<std::string, Value>;

class SearchReader {
 public:
  SearchReader(const Node& node, const std::vector<ReadParameter>& read,
               const ParameterNames& names, Experiment& experiment, Faults& faults)
      : node_(node), read_(read), names_(names), experiment_(experiment), faults_(faults) {}

  void run() {
    check_keys();
    if (!is_search(experiment_.method)) return;
    check_size();
    check_space();
    if (const Node* given = node_.find("start_with")) read_start_with(*given);
  }

 private:
  void fault(const char* key, const std::string& found, const std::string& hint) {
    const Node* at = node_.find(key);
    faults_.add(at != nullptr ? *at : node_, std::string("experiment.") + key, found, hint);
  }

  // Keys that mean nothing with this method.
  void check_keys() {
    const std::string method = "method: " + to_string(experiment_.method);
    if (!learns(experiment_.method) && node_.find("ahead") != nullptr)
      fault("ahead", method + " depends on no results: there is nothing to be ahead of",
            "Leave it out, or use method: tpe, cmaes or auto");
    if (experiment_.method == Method::kCmaes && node_.find("ahead") != nullptr)
      fault("ahead", method + " goes ahead by whole generations", "Leave it out");
    if (!is_search(experiment_.method) && node_.find("start_with") != nullptr)
      fault("start_with", method + " proposes no cells that others could come before",
            "Leave it out, or use method: sobol, halton, tpe, cmaes or auto");
    if (is_search(experiment_.method) && experiment_.order == Order::kShuffled)
      fault("order", method + " decides about the order", "Leave it out");
  }

  void check_size() {
    const std::uint64_t seeds = std::max<std::size_t>(experiment_.seeds.size(), 1);
    const std::uint64_t cells = (experiment_.run_cap + seeds - 1) / seeds;
    if (cells <= kMaxProposed) return;
    fault("run_cap",
          fmt::format("{} with {}: method: {} proposes at most {}",
                      base::format_count(cells, "cell"), base::format_count(seeds, "seed"),
                      to_string(experiment_.method), base::format_count(kMaxProposed)),
          "Use a smaller one, or method: random");
  }

  void check_space() {
    const SearchSpace space(experiment_);
    const auto refused = search::refusal(space.space(), search_method(experiment_.method));
    if (!refused) return;
    const ReadParameter& read = read_[space.parameter_of(refused->dimension)];
    faults_.add(*read.node, read.path(), refused->why, "Use " + refused->hint);
  }

  void read_start_with(const Node& given) {
    if (!given.is_list)
      return faults_.add(given, "experiment.start_with",
                         "expected a list of cells, got " + describe(given), kExample);
    const std::vector<std::string> varied = names_of(read_);
    const ConditionReader reader{names_, varied, faults_};
    for (std::size_t i = 0; i < given.items.size(); ++i) {
      const std::string path = fmt::format("experiment.start_with[{}]", i);
      const std::size_t before = faults_.count();
      Given cell = reader.equalities(given.items[i], path);
      if (faults_.count() == before) check_cell(given.items[i], path, cell);
      if (faults_.count() > before) continue;
      if (std::ranges::find(experiment_.start_with, cell) != experiment_.start_with.end())
        faults_.add(given.items[i], path, "is there twice");
      experiment_.start_with.push_back(std::move(cell));
    }
  }

  void check_cell(const Node& node, const std::string& path, Given& cell) {
    for (auto& [name, value] : cell) {
      const Parameter& of = parameter(name);
      if (!may_be(of, value)) {
        const NoSuchValue why = no_such_value(of, value);
        faults_.add(node, fmt::format("{}.{}", path, name), why.found, why.hint);
      } else if (!of.values.empty()) {
        value = listed(of, value);
      }
    }
    for (const auto& [name, value] : cell) check_presence(node, path, cell, name);
    for (const std::vector<std::string>& group : experiment_.zip)
      check_zip(node, path, cell, group);
  }

  // A parameter with a `when` is given together with the values that make it exist.
  void check_presence(const Node& node, const std::string& path, const Given& cell,
                      const std::string& name) {
    const std::vector<Condition>& when = parameter(name).when;
    const bool exists = std::ranges::all_of(when, [&](const Condition& condition) {
      const auto found = cell.find(condition.parameter);
      return found != cell.end() && holds(condition, found->second);
    });
    if (!exists)
      faults_.add(node, path + "." + name, "exists only when " + to_text(when),
                  "Give both, or leave it out");
  }

  void check_zip(const Node& node, const std::string& path, const Given& cell,
                 const std::vector<std::string>& group) {
    std::set<std::size_t> digits;
    for (const std::string& name : group) {
      const auto found = cell.find(name);
      if (found == cell.end()) continue;
      const std::vector<Value>& values = parameter(name).values;
      digits.insert(
          static_cast<std::size_t>(std::ranges::find(values, found->second) - values.begin()));
    }
    if (digits.size() > 1)
      faults_.add(node, path,
                  "zip does not put these values of " + base::join(group, ", ") + " together",
                  "Give one of them: the others follow");
  }

  [[nodiscard]] const Parameter& parameter(const std::string& name) const {
    return experiment_.parameters[parameter_index(experiment_.parameters, name)];
  }

  // The value of the list that is meant: `leaky_relu` may stand for {name: leaky_relu, slope: 0.1}.
  [[nodiscard]] static Value listed(const Parameter& of, const Value& wanted) {
    if (std::ranges::find(of.values, wanted) != of.values.end()) return wanted;
    return *std::ranges::find_if(of.values, [&](const Value& value) {
      return holds({of.name, Condition::Op::kEq, wanted}, value);
    });
  }

  static constexpr const char* kExample = "For example start_with: [{learning_rate: 0.01}]";

  const Node& node_;
  const std::vector<ReadParameter>& read_;
  const ParameterNames& names_;
  Experiment& experiment_;
  Faults& faults_;
};

}  // namespace

void read_search(const Node& node, const std::vector<ReadParameter>& read,
                 const ParameterNames& names, Experiment& experiment, Faults& faults) {
  SearchReader(node, read, names, experiment, faults).run();
}

}  // namespace ice::study
