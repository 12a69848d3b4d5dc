#pragma once
// The cells of a claim: whether its sides are two different sets, and whether any two of them can
// be compared.
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "study/study.hpp"

namespace ice::study {

/// Takes cells one by one, until some pair is there. Two cells are a pair when each fits one side
/// alone and they agree in every parameter that no side names; one that a single side names must be
/// equal where both have it (report/claim_pairs does the pairing of all). Borrows the study.
class ClaimCells {
 public:
  ClaimCells(const Study& study, const Claim& claim);

  /// True when this cell makes a pair with an earlier one.
  bool add(const std::vector<base::Value>& values);

  /// Of the cells so far: whether some fit one side alone.
  [[nodiscard]] bool are_different() const { return !sides_.empty(); }

  /// Parameters of which the cells of the two sides have no value in common, though the claim does
  /// not name them on both: what keeps the pairs apart.
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
