#pragma once
// Decides before the first run whether a claim can be judged: whether its two sides match different
// cells, and whether a cell of one side can be compared with a cell of the other.
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "study/study.hpp"

namespace ice::study {

/// Takes the cells of a study one by one and looks for a pair. Two cells are a pair when one
/// matches only `better` and the other only `than`, they agree in every parameter that the claim
/// does not name, and a parameter that only one side names is equal where both cells have it. (The
/// verdict itself pairs all cells in judge/cell_pairs.) Borrows the study and the claim, which must
/// outlive it. Not thread-safe: one thread at a time.
class ClaimCells {
 public:
  ClaimCells(const Study& study, const Claim& claim);

  /// Adds a cell (as in Choice::values); returns whether it makes a pair with an earlier one.
  bool add(const std::vector<base::Value>& values);

  /// Whether some cell added so far matches exactly one side.
  [[nodiscard]] bool are_different() const { return !sides_.empty(); }

  /// The parameters that prevent every pair: the claim does not name them on both sides, and the
  /// cells of the two sides have no value of them in common.
  [[nodiscard]] std::vector<std::string> obstacles() const;

 private:
  using Values = std::vector<base::Value>;
  struct Group {
    std::vector<Values> better, than;
  };
  [[nodiscard]] bool fits(const std::map<std::string, base::Value>& side,
                          const Values& values) const;
  [[nodiscard]] std::string unnamed_values(const Values& values) const;
  [[nodiscard]] bool may_pair(const Values& a, const Values& b) const;
  void note(bool is_better, const Values& values);

  const std::vector<Parameter>& parameters_;
  const Claim& claim_;
  std::vector<std::size_t> sides_naming_;                     // each parameter: 0, 1 or 2
  std::map<std::string, Group> groups_;                       // by what no side names
  std::map<bool, std::vector<std::set<std::string>>> sides_;  // better? -> values by parameter
};

}  // namespace ice::study
