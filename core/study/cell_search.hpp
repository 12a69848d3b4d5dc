#pragma once
// Whether a study has a cell of some kind: decided by those parameters that matter, in bounded
// time.
#include <cstdint>
#include <functional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "study/expand.hpp"
#include "study/study.hpp"

namespace ice::study {

/// kUnknown: there are too many cells to look at, or values that cannot be listed.
enum class Answer { kNo, kYes, kUnknown };

/// Walks cells for many questions; all of them together look at a bounded number. Borrows both.
class CellSearch {
 public:
  using Values = std::vector<base::Value>;  ///< of a cell, as Choice has them
  using Holds = std::function<bool(const Values&)>;

  CellSearch(const Study& study, const Expansion& expansion)
      : study_(study), expansion_(expansion) {}

  /// Whether `holds` for some cell before exclusions; it asks for nothing but `named` parameters.
  [[nodiscard]] Answer any_raw(const std::set<std::string>& named, const Holds& holds);

  /// The same of the cells that the study has: not excluded; of a random study those that it drew.
  [[nodiscard]] Answer any(const std::set<std::string>& named, const Holds& holds);

  /// Shows cells to `visit` until it returns true: kYes. Of the cells that differ only in what
  /// neither `named` parameters nor conditions depend on, one is shown.
  [[nodiscard]] Answer visit_pairable(const std::set<std::string>& named, const Holds& visit);

 private:
  using Set = std::set<std::size_t>;  // indices of parameters
  [[nodiscard]] Set indices(const std::set<std::string>& names) const;
  void add_excluding(Set& parameters) const;
  void add_conditions_of(Set& parameters) const;
  void add_dependents_of(Set& parameters) const;
  [[nodiscard]] Answer walk(const Set& parameters, bool skips_excluded, const Holds& holds);
  [[nodiscard]] Answer walk_drawn(const Holds& holds);
  [[nodiscard]] bool spend();

  const Study& study_;
  const Expansion& expansion_;
  std::uint64_t spent_ = 0;
};

}  // namespace ice::study
