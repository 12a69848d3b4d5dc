#pragma once
// Decides whether a study has a cell with some property. Only the parameters on which the property
// depends are varied, and the number of cells looked at is bounded, so the answer comes in some
// tenths of a second even for a grid of 10^12.
#include <cstdint>
#include <functional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "study/expand.hpp"
#include "study/study.hpp"

namespace ice::study {

/// kUnknown means that there are too many cells to look at, or that a range has no list of values.
enum class Answer { kNo, kYes, kUnknown };

/// Answers questions about the cells of one study. All calls of one object share the bound on the
/// cells looked at; after it is used up every answer is kUnknown. Borrows the study and its
/// expansion, which must outlive it. Not thread-safe: one thread at a time.
class CellSearch {
 public:
  using Values = std::vector<base::Value>;  ///< the values of one cell, as in Choice::values
  using Holds = std::function<bool(const Values&)>;

  CellSearch(const Study& study, const Expansion& expansion)
      : study_(study), expansion_(expansion) {}

  /// Whether `holds` returns true for some cell of the whole space, excluded and undrawn cells
  /// included. REQUIRES: `holds` looks only at the parameters in `named` (full paths).
  [[nodiscard]] Answer any_raw(const std::set<std::string>& named, const Holds& holds);

  /// The same over the cells that the study runs: those of a grid that are not excluded, or those
  /// that another study has drawn. kUnknown when results decide about further cells.
  [[nodiscard]] Answer any(const std::set<std::string>& named, const Holds& holds);

  /// Passes cells that the study runs to `visit` and returns kYes as soon as it returns true. For a
  /// grid, cells that differ only in parameters unrelated to the `named` ones (by a zip, a `when`
  /// or an exclusion) are represented by one of them.
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
