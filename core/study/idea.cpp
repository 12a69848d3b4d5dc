#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "study/conditions.hpp"
#include "study/experiment.hpp"
#include "study/section.hpp"

namespace ice::study {
namespace {

using base::Value;

// Reads one item of idea.claims.
Claim read_claim(const Node& node, const std::string& path, const ConditionReader& conditions) {
  const Value item = read_section("claim", path, node, conditions.faults);
  Claim claim;
  claim.name = item.value("name", "");
  claim.metric = item.value("metric", "");
  claim.by = item.value("by", claim.by);
  claim.alpha = item.value("alpha", claim.alpha);
  for (const auto& [side, into] : {std::pair{"better", &claim.better}, {"than", &claim.than}}) {
    const Node* wanted = node.find(side);
    if (wanted != nullptr)
      *into = conditions.equalities(*wanted, path + "." + side);
    else if (node.is_map)
      conditions.faults.add(node, path + "." + side, "missing",
                            "For example " + std::string(side) + ": {network.activation: tanh}");
  }
  if (!claim.better.empty() && claim.better == claim.than)
    conditions.faults.add(node, path, "better and than are the same cells");
  return claim;
}

std::vector<Claim> read_claims(const Node& node, const ConditionReader& conditions) {
  std::vector<Claim> claims;
  if (!node.is_list && !node.is_null())
    conditions.faults.add(node, "idea.claims", "expected a list of claims, got " + describe(node));
  std::set<std::string> seen;
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    const std::string path = fmt::format("idea.claims[{}]", i);
    claims.push_back(read_claim(node.items[i], path, conditions));
    if (!seen.insert(claims.back().name).second)
      conditions.faults.add(node.items[i], path,
                            fmt::format("a second claim named '{}'", clipped(claims.back().name)));
  }
  return claims;
}

}  // namespace

Idea read_idea(const Node& study, const Value& section, const Experiment& experiment,
               const ParameterNames& names, Faults& faults) {
  const Value& given = section["idea"];
  Idea idea;
  idea.title = given.value("title", "");
  idea.why = given.value("why", "");
  idea.tags = given.value("tags", idea.tags);
  idea.follows = given.value("follows", "");
  std::vector<std::string> varied;
  for (const Parameter& parameter : experiment.parameters) varied.push_back(parameter.name);
  const Node* node = study.find("idea");
  const Node* claims = node == nullptr ? nullptr : node->find("claims");
  if (claims != nullptr) idea.claims = read_claims(*claims, {names, varied, faults});
  return idea;
}

}  // namespace ice::study
