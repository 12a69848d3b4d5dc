#pragma once
// The cells that a search proposes, one after the other. Which cell comes next depends only on
// results that are earlier in this order, never on when they became known: the same study gets the
// same cells with any number of workers, and after any interruption.
#include <cstdint>
#include <optional>
#include <vector>

#include "search/propose.hpp"
#include "study/study.hpp"

namespace ice::study {

/// The method of core/search. REQUIRES: is_search(method).
[[nodiscard]] search::Method search_method(Method method);

/// The loop of a search: ask() for a point, add() what became of it, tell() results of cells.
///
/// Cell i is proposed from the results of cells 0 .. i - Experiment::ahead; those between count as
/// pending, also when their results are known. cmaes (and auto, once it is there) waits for all
/// results of a generation and uses none of the next. The other methods need no results.
///
/// Borrows both arguments. Not thread-safe: one thread at a time.
class Proposals {
 public:
  Proposals(const search::Space& space, const Experiment& experiment)
      : space_(space), experiment_(experiment) {}

  /// The next point; nothing until more results are told.
  [[nodiscard]] std::optional<search::Point> ask();

  // What became of a point. `is_given`: start_with names it; such points come first.
  /// The point is the next cell.
  void add_cell(search::Point point, bool is_given);
  /// The point is an earlier cell again: the search learns its result once more.
  void add_repetition(search::Point point, std::uint64_t cell, bool is_given);
  /// The study excludes the point: the search learns that it is as bad as can be.
  void add_excluded(search::Point point, bool is_given);

  /// The result of a cell, to be minimized; +infinity when it diverged or failed. A later result of
  /// the same cell is ignored.
  void tell(std::uint64_t cell, double value);

  [[nodiscard]] std::uint64_t cells() const { return draws_of_.size(); }
  /// Cells 0 .. used() - 1 are those whose results the last proposal used.
  [[nodiscard]] std::uint64_t used() const { return used_; }

 private:
  [[nodiscard]] bool use_next();
  search::Told& add(search::Point point, bool is_given);

  const search::Space& space_;
  const Experiment& experiment_;
  std::vector<search::Told> draws_;                 // all points, as propose() sees them
  std::vector<std::vector<std::size_t>> draws_of_;  // by cell: indices into draws_
  std::vector<std::optional<double>> results_;      // by cell
  std::uint64_t used_ = 0;                          // the results of the cells below are in draws_
};

}  // namespace ice::study
