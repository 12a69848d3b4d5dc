#pragma once
// Expands a study into its trials. A slot is one cell (one combination of values) with one seed.
// What a slot holds is computed when it is asked for: nothing is stored per cell of a grid.
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "search/space.hpp"
#include "study/axes.hpp"
#include "study/schema.hpp"
#include "study/study.hpp"
#include "study/trial.hpp"

namespace ice::study {

/// The largest number of slots (cells before `exclude` and `when`, times seeds) of a study.
inline constexpr std::uint64_t kMaxTrials = 10'000'000;
/// The largest number of cells of a study whose method is a search.
inline constexpr std::uint64_t kMaxProposed = 100'000;

/// Why a slot holds no trial.
struct Skipped {
  /// The text of the exclusion that holds (Exclusion::text). Empty for a repetition: a parameter
  /// does not exist in the cell (`when`), so that the cell equals another one.
  std::string reason;
};

/// The values of a slot. It is cheap to compute; build() makes the trial from it.
struct Choice {
  std::uint64_t cell = 0;        ///< number of the cell; the same for all its seeds
  std::uint64_t seed_index = 0;  ///< index into Experiment::seeds
  /// One value per parameter, in the order of Experiment::parameters and in short form (forms.hpp);
  /// null where the parameter does not exist in this cell.
  std::vector<base::Value> values;
};

/// How the cells of a study were found whose method is not grid.
struct Draws {
  std::uint64_t wanted = 0;                       ///< number of cells that run_cap asks for
  std::map<std::string, std::uint64_t> excluded;  ///< Exclusion::text -> draws that it rejected
};

/// A study prepared for expansion. Borrows the study, which must outlive it and must not change.
/// Any number of threads may call it at the same time, except propose() and tell().
///
/// Random cells are drawn one after the other; a draw that is excluded or equal to an earlier one
/// is passed over. When many draws in a row bring nothing new and the values can be listed, the
/// list of them follows in shuffled order. So the cells are a sequence that depends on neither
/// run_cap nor the seeds: run_cap only decides where it ends, if the space does not end before.
///
/// The cells of a search begin with those of start_with. The method proposes the others; a proposal
/// that is excluded or equal to an earlier cell is passed over, the search learns its result (an
/// excluded one is as bad as can be), and it proposes again. When many proposals in a row bring
/// nothing new and the values can be listed, the next new cell of the shuffled list follows. With
/// sobol and halton all cells are there after construction. A method that learns adds cells in
/// propose(), as far as results were told.
class Expansion {
 public:
  /// Throws UserError when the study has more than kMaxTrials slots. When draws of a random study
  /// may have to be passed over, all its cells are drawn here, at some microseconds each; and so
  /// are the cells of a search that need no results.
  explicit Expansion(const Study& study);
  ~Expansion();
  Expansion(const Expansion&) = delete;
  Expansion& operator=(const Expansion&) = delete;

  /// The number of slots: cells times seeds. A grid counts its cells before exclusions, with zipped
  /// parameters counted once. A random study has the cells that were drawn: run_cap divided by the
  /// number of seeds, rounded up, or fewer when the space has fewer. A search has the cells that
  /// were proposed so far, in the end as many.
  [[nodiscard]] std::uint64_t slot_count() const { return cells_ * study_.experiment.seeds.size(); }

  [[nodiscard]] const std::vector<Axis>& axes() const { return axes_; }

  /// How the cells were found; empty for a grid.
  [[nodiscard]] const Draws& draws() const { return draws_; }

  /// Adds the cells of a search that can be proposed by now; returns whether there were any.
  bool propose();
  /// Tells a search the result of a cell: to be minimized, +infinity when it diverged or failed.
  /// A second result of the same cell is ignored. REQUIRES: slot_count() counts the cell.
  void tell(std::uint64_t cell, double value);
  /// For each listed value of each parameter, and both ends of each range, a cell that has it and
  /// is not excluded, where one is found soon. Their numbers mean nothing.
  [[nodiscard]] std::vector<Choice> samples() const;
  /// Whether propose() may add cells, now or after more results.
  [[nodiscard]] bool may_grow() const;

  /// The values of a cell, in the form of Choice::values. `digits` holds one index per axis, below
  /// its size. An axis of size 0 gives one of its possible values.
  [[nodiscard]] std::vector<base::Value> values_at(std::span<const std::uint64_t> digits) const;

  /// The text of the first exclusion that holds for a cell with these values; nullptr when none
  /// does. The result points into the study.
  [[nodiscard]] const std::string* exclusion_of(const std::vector<base::Value>& values) const;

  /// What slot i holds. REQUIRES: i < slot_count(). A pure function of the study and i. Slots are
  /// in the order that the study asks for (Experiment::order); in the declared order the first
  /// parameter of a grid varies slowest. The seeds of a cell are consecutive.
  [[nodiscard]] std::variant<Choice, Skipped> choose(std::uint64_t i) const;

  /// Makes the trial of a choice: sets its values in a copy of the study's code section.
  [[nodiscard]] Trial build(const Choice& choice) const;

 private:
  struct IndexedCondition {
    std::size_t parameter = 0;
    const Condition* condition = nullptr;
  };
  struct IndexedExclusion {
    std::vector<IndexedCondition> conditions;
    const std::string* text = nullptr;
  };

  void make_orders();
  void count_cells();
  [[nodiscard]] bool must_search() const;
  void find_random_cells();
  void list_random_cells(class NewCells& cells);
  [[nodiscard]] std::vector<IndexedCondition> indexed(
      const std::vector<Condition>& conditions) const;
  [[nodiscard]] static bool all_hold(const std::vector<IndexedCondition>& conditions,
                                     const std::vector<base::Value>& values);
  template <class Use>
  void for_each_digit(std::uint64_t cell, Use use) const;
  [[nodiscard]] std::vector<std::uint64_t> digits_of(std::uint64_t cell) const;
  [[nodiscard]] std::vector<base::Value> random_values(std::uint64_t cell) const;
  [[nodiscard]] std::vector<base::Value> drawn_values(std::uint64_t cell) const;
  void drop_absent(std::vector<base::Value>& values) const;
  [[nodiscard]] bool is_repetition(const Choice& choice) const;
  void set(base::Value& code, std::size_t parameter, const base::Value& value) const;

  // The cells of a search (expand_search.cpp).
  struct Search;
  void begin_search();
  [[nodiscard]] const std::vector<base::Value>& proposed_values(std::uint64_t cell) const;
  [[nodiscard]] bool add_next_cell();
  [[nodiscard]] std::optional<Choice> sample(const Axis& axis, std::uint64_t digit) const;
  [[nodiscard]] bool add_start_cell(std::size_t i);
  [[nodiscard]] bool add_proposal(search::Point point, std::vector<base::Value> values,
                                  bool is_given);
  [[nodiscard]] bool add_listed_cell();
  void add_cell(search::Point point, std::vector<base::Value> values, bool is_given);

  const Study& study_;
  std::vector<Axis> axes_;
  std::vector<std::vector<IndexedCondition>> when_;  // by parameter
  std::vector<const Key*> keys_;                     // by parameter; nullptr: a plugin's own
  std::vector<std::size_t> by_condition_;  // parameters after those that their `when` names
  std::vector<std::size_t> by_depth_;      // plugins before their own parameters
  std::vector<IndexedExclusion> exclusions_;
  std::uint64_t cells_ = 1;
  Draws draws_;
  std::vector<std::uint64_t> found_;         // numbers of the random cells; empty: 0, 1, 2, ...
  std::optional<std::uint64_t> draws_made_;  // from this cell on they come from the shuffled list
  std::uint64_t space_ = 0;                  // length of the list
  std::unique_ptr<Search> search_;           // nullptr: the method is grid or random
};

/// Whether the condition holds for the parameters of a trial. Only `ne` holds for a parameter that
/// does not exist in the trial's cell.
[[nodiscard]] bool holds(const Condition& condition, const Trial& trial);

}  // namespace ice::study
