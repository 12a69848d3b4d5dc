#include "study/possible.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/text.hpp"
#include "study/axis_values.hpp"
#include "study/cell_search.hpp"
#include "study/claim_cells.hpp"
#include "study/conditions.hpp"
#include "study/expand.hpp"
#include "study/section.hpp"

namespace ice::study {
namespace {

using base::Value;
using Op = Condition::Op;
using Located = std::vector<LocatedCondition>;
using Values = std::vector<Value>;

constexpr const char* kApart = "zip or when keeps these values apart";

std::vector<Condition> bare(const Located& located) {
  std::vector<Condition> conditions;
  for (const LocatedCondition& one : located) conditions.push_back(one.condition);
  return conditions;
}

std::set<std::string> named_in(const Located& located) {
  std::set<std::string> names;
  for (const LocatedCondition& one : located) names.insert(one.condition.parameter);
  return names;
}

// Looks at every condition of a study, part by part.
class Search {
 public:
  Search(const Node& root, const ParameterNames& names, const Study& study)
      : root_(root),
        study_(study),
        names_(names),
        absent_(absent_in(root)),
        expansion_(study),
        cells_(study, expansion_) {
    for (const Parameter& parameter : study.experiment.parameters)
      varied_.push_back(parameter.name);
  }

  std::vector<Finding> run() {
    check_when();
    check_exclude();
    check_claims();
    check_run_cap();
    check_method();
    return std::move(findings_);
  }

 private:
  [[nodiscard]] const Node& part(const char* section, const char* name) const {
    const Node* of = root_.find(section);
    const Node* node = of == nullptr ? nullptr : of->find(name);
    return node == nullptr ? absent_ : *node;
  }

  void add(const Node& node, const std::string& path, const std::string& found,
           const std::string& hint = "") {
    findings_.push_back({&node, path, found, hint});
  }
  void warn(const Node& node, const std::string& path, const std::string& found,
            const std::string& hint = "") {
    findings_.push_back({&node, path, found, hint, true});
  }

  // Conditions with errors are left out: the readers have reported them.
  [[nodiscard]] Located read(const Node& node, const std::string& path) const {
    Faults reported;
    Located located = ConditionReader{names_, varied_, reported}.located(node, path);
    return reported.count() == 0 ? located : Located{};
  }

  [[nodiscard]] std::size_t index_of(const std::string& name) const {
    return static_cast<std::size_t>(std::ranges::find(varied_, name) - varied_.begin());
  }
  [[nodiscard]] const Parameter& parameter(const std::string& name) const {
    return study_.experiment.parameters[index_of(name)];
  }

  [[nodiscard]] CellSearch::Holds all_of(const Located& located) const {
    return [this, conditions = bare(located)](const Values& values) {
      return std::ranges::all_of(conditions, [&](const Condition& condition) {
        return holds(condition, values[index_of(condition.parameter)]);
      });
    };
  }

  // Returns false after a finding; the conditions are then not checked together.
  bool check_each(const Located& located) {
    const std::size_t before = findings_.size();
    for (const LocatedCondition& one : located) {
      const Condition& condition = one.condition;
      if (condition.op == Op::kIn)
        check_items(one);
      else if (!is_ordering(condition.op))
        check_value(condition, condition.operand, *one.node, one.path);
      if (findings_.size() == before) check_alone(one);
    }
    return findings_.size() == before;
  }

  void check_items(const LocatedCondition& list) {
    for (std::size_t i = 0; i < list.node->items.size(); ++i)
      check_value(list.condition, list.condition.operand[i], list.node->items[i],
                  fmt::format("{}[{}]", list.path, i));
  }

  void check_value(const Condition& condition, const Value& wanted, const Node& node,
                   const std::string& path) {
    const Parameter& of = parameter(condition.parameter);
    if (may_be(of, wanted)) return;
    const NoSuchValue why = no_such_value(of, wanted);
    add(node, path, why.found, why.hint);
  }

  void check_alone(const LocatedCondition& one) {
    const Parameter& of = parameter(one.condition.parameter);
    if (!may_meet(of, std::vector{one.condition}))
      add(*one.node, one.path, "never holds: no value fits " + to_text({one.condition}),
          values_text(of));
  }

  // Several conditions on one parameter.
  bool check_together(const Located& located, const Node& node, const std::string& path) {
    std::map<std::string, std::vector<Condition>> by_parameter;
    for (const LocatedCondition& one : located)
      by_parameter[one.condition.parameter].push_back(one.condition);
    const std::size_t before = findings_.size();
    for (const auto& [name, conditions] : by_parameter)
      if (!may_meet(parameter(name), conditions))
        add(node, path, "never holds: no value fits " + to_text(conditions),
            values_text(parameter(name)));
    return findings_.size() == before;
  }

  bool check_conditions(const Located& located, const Node& node, const std::string& path) {
    if (located.empty() || !check_each(located) || !check_together(located, node, path))
      return false;
    if (cells_.any_raw(named_in(located), all_of(located)) != Answer::kNo) return true;
    add(node, path, "never holds: no cell has " + to_text(bare(located)), kApart);
    return false;
  }

  void check_when() {
    for (const Node::Entry& entry : part("experiment", "parameters").entries) {
      const auto name = names_.resolve(entry.key).path;
      const Node* when = entry.value.find("when");
      if (!name || when == nullptr) continue;
      const std::string path = "experiment.parameters." + *name + ".when";
      const Located located = read(*when, path);
      if (!check_conditions(located, *when, path) || is_drawn()) continue;
      if (cells_.any(named_in(located), all_of(located)) == Answer::kNo)
        warn(*when, path, "holds in excluded cells only: the parameter is in no cell");
    }
  }

  void check_exclude() {
    const Node& rules = part("experiment", "exclude");
    for (std::size_t i = 0; i < rules.items.size(); ++i) {
      const std::string path = fmt::format("experiment.exclude[{}]", i);
      check_conditions(read(rules.items[i], path), rules.items[i], path);
    }
    const auto is_there = [](const Values&) { return true; };
    if (rules.items.empty() || cells_.any({}, is_there) != Answer::kNo) return;
    add(rules, "experiment.exclude", "every cell is excluded: " + base::join(reasons(), "; "),
        "Leave some cell to run");
    findings_.back().leaves_nothing = true;
  }

  [[nodiscard]] std::vector<std::string> reasons() const {
    std::vector<std::string> texts;
    for (const Exclusion& exclusion : study_.experiment.exclude) texts.push_back(exclusion.text);
    return texts;
  }

  void check_claims() {
    const Node& claims = part("idea", "claims");
    for (std::size_t i = 0; i < std::min(claims.items.size(), study_.idea.claims.size()); ++i)
      check_claim(claims.items[i], fmt::format("idea.claims[{}]", i), study_.idea.claims[i]);
  }

  void check_claim(const Node& node, const std::string& path, const Claim& claim) {
    if (claim.better.empty() || claim.than.empty() || claim.better == claim.than) return;
    bool both_fit = true;
    for (const char* side : {"better", "than"})
      if (const Node* wanted = node.find(side))
        both_fit = check_side(*wanted, path + "." + side) && both_fit;
    if (both_fit) check_pairs(node, path, claim);
  }

  // Only a warning for a random study: with a larger run_cap some cell might match.
  void add_of_cells(const Node& node, const std::string& path, const std::string& found,
                    const std::string& hint) {
    findings_.push_back({&node, path, found, hint, is_drawn()});
  }

  bool check_side(const Node& node, const std::string& path) {
    const Located located = read(node, path);
    if (located.empty() || !check_each(located)) return false;
    const std::string text = to_text(bare(located));
    if (cells_.any_raw(named_in(located), all_of(located)) == Answer::kNo) {
      add(node, path, "no cell fits " + text, kApart);
      return false;
    }
    if (cells_.any(named_in(located), all_of(located)) != Answer::kNo) return true;
    add_of_cells(node, path, "no cell fits " + text,
                 is_drawn() ? "None was drawn: use method: grid, or a larger run_cap"
                            : "All that would are excluded");
    return false;
  }

  void check_pairs(const Node& node, const std::string& path, const Claim& claim) {
    std::set<std::string> named;
    for (const auto* side : {&claim.better, &claim.than})
      for (const auto& [name, value] : *side) named.insert(name);
    ClaimCells pairs(study_, claim);
    const auto add_cell = [&](const Values& values) { return pairs.add(values); };
    if (cells_.visit_pairable(named, add_cell) != Answer::kNo) return;
    if (!pairs.are_different())
      return add_of_cells(node, path, "better and than are the same cells", "");
    const std::vector<std::string> apart = pairs.obstacles();
    add_of_cells(node, path, "no cell of better has a partner in than",
                 apart.empty()
                     ? "The cells of a pair agree in every parameter that the claim does not name"
                     : fmt::format("The two sides always differ in {} too: name it on both",
                                   base::join(apart, " and ")));
  }

  void check_run_cap() {
    if (!is_drawn() || expansion_.may_grow()) return;
    const std::uint64_t seeds = study_.experiment.seeds.size();
    const std::uint64_t cells = expansion_.slot_count() / seeds;
    if (cells == 0 || cells >= expansion_.draws().wanted) return;
    warn(part("experiment", "run_cap"), "experiment.run_cap",
         fmt::format("{} are asked for, and there {} only {}",
                     base::format_count(expansion_.draws().wanted, "different cell"),
                     cells == 1 ? "is" : "are", base::format_count(cells)),
         expansion_.draws().excluded.empty() ? "" : "Excluded ones do not count");
  }

  // The word of W&B stands for what is nearest here.
  void check_method() {
    const Node& method = part("experiment", "method");
    if (method.is_text() && method.scalar == "bayes")
      warn(method, "experiment.method",
           "bayes is W&B's word: it means method: auto, which is tpe where anything is categorical "
           "or conditional, else tpe and then cmaes",
           "Write the one that you want");
  }

  [[nodiscard]] bool is_drawn() const { return study_.experiment.method != Method::kGrid; }

  const Node& root_;
  const Study& study_;
  const ParameterNames& names_;
  const Node absent_;
  const Expansion expansion_;
  CellSearch cells_;
  std::vector<std::string> varied_;
  std::vector<Finding> findings_;
};

// Whether the study has conditions at all. Most have none and are read without a search.
bool has_conditions(const Study& study) {
  const Experiment& experiment = study.experiment;
  return experiment.method != Method::kGrid || !experiment.exclude.empty() ||
         !study.idea.claims.empty() ||
         std::ranges::any_of(experiment.parameters,
                             [](const Parameter& parameter) { return !parameter.when.empty(); });
}

}  // namespace

std::string Finding::text() const {
  std::string text = fmt::format("{}: {}: {}", node->where(), path, found);
  return hint.empty() ? text : text + ". " + hint;
}

std::vector<Finding> find_impossible(const Node& root, const ParameterNames& names,
                                     const Study& study) {
  if (!has_conditions(study)) return {};
  return Search(root, names, study).run();
}

}  // namespace ice::study
