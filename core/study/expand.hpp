#pragma once
// From a study to its trials, lazily: nothing is stored per cell, so a grid of 10^12 costs nothing
// until it is walked.
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "study/schema.hpp"
#include "study/study.hpp"
#include "study/trial.hpp"

namespace ice::study {

/// Slots of the raw grid (cells before `exclude` and `when`, times seeds) at most; a larger study
/// is refused.
inline constexpr std::uint64_t kMaxTrials = 10'000'000;

/// Why a slot holds no trial.
struct Skipped {
  /// The text of the exclusion that holds, or empty for a repetition: a cell whose parameter does
  /// not exist there (`when`) and which therefore equals another cell.
  std::string reason;
};

/// What is chosen in a slot, before the code is put together: cheap to ask for.
struct Choice {
  std::uint64_t cell = 0;
  std::uint64_t seed_index = 0;
  /// One value per parameter of the study, in their order, in short form; null where the parameter
  /// does not exist in this cell.
  std::vector<base::Value> values;
};

/// Parameters that vary together: zipped ones, or one alone.
struct Axis {
  std::vector<std::size_t> members;  ///< indices of parameters
  std::uint64_t size = 1;            ///< values; 0: a range from which no list can be made
};

/// How the cells of a random study were found.
struct Draws {
  std::uint64_t wanted = 0;                       ///< cells that run_cap asks for
  std::map<std::string, std::uint64_t> excluded;  ///< text of an exclusion -> draws it took away
};

/// A study made ready for expansion. Borrows the study; any number of threads may ask.
///
/// Random cells are drawn one after the other; one that is excluded, or equal to an earlier one, is
/// passed over. When many draws in a row bring nothing new, and the values can be listed, the rest
/// of them follows in shuffled order. So the cells are a sequence that depends on neither run_cap
/// nor seeds, as long as what the study asks for or, if that is shorter, as the whole space.
class Expansion {
 public:
  /// Throws UserError when the study has more than kMaxTrials slots. Random cells are found here
  /// when some draws may have to be passed over: some microseconds each.
  explicit Expansion(const Study& study);

  /// Number of slots: cells x seeds, zipped parameters counted once, before exclusions. Random
  /// cells are as many as run_cap asks for with all their seeds, or as there are.
  [[nodiscard]] std::uint64_t slot_count() const { return cells_ * study_.experiment.seeds.size(); }

  [[nodiscard]] const std::vector<Axis>& axes() const { return axes_; }

  /// Of a random study.
  [[nodiscard]] const Draws& draws() const { return draws_; }

  /// The values of the cell with these digits, one for each axis and below its size, as Choice has
  /// them. An axis without a size gives any of its values.
  [[nodiscard]] std::vector<base::Value> values_at(std::span<const std::uint64_t> digits) const;

  /// The text of the exclusion that takes a cell with these values away; nullptr: none does.
  [[nodiscard]] const std::string* exclusion_of(const std::vector<base::Value>& values) const;

  /// What slot i (0 <= i < slot_count) holds, in the order the study asks for. A pure function of
  /// the study and i. Cells vary slowest by the first parameter (or stand shuffled); the seeds of a
  /// cell stand together.
  [[nodiscard]] std::variant<Choice, Skipped> choose(std::uint64_t i) const;

  /// The trial of a choice.
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

  void make_axes();
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

  const Study& study_;
  std::vector<Axis> axes_;
  std::vector<std::vector<IndexedCondition>> when_;  // by parameter
  std::vector<const Key*> keys_;                     // by parameter; nullptr: a plugin's own
  std::vector<std::size_t> by_condition_;            // who is asked by `when` before who asks
  std::vector<std::size_t> by_depth_;                // a reference before its own parameters
  std::vector<IndexedExclusion> exclusions_;
  std::uint64_t cells_ = 1;
  Draws draws_;
  std::vector<std::uint64_t> found_;         // random cells; empty: all draws from the first on
  std::optional<std::uint64_t> draws_made_;  // random cells from here on are of the shuffled list
  std::uint64_t space_ = 0;                  // raw cells of the list
};

/// Expansion(study).slot_count().
[[nodiscard]] std::uint64_t slot_count(const Study& study);

/// The trial in slot i, for asking once; a walk over many slots keeps an Expansion.
[[nodiscard]] std::variant<Trial, Skipped> trial_at(const Study& study, std::uint64_t i);

/// True when the condition holds for the parameters of a trial (a parameter that does not exist
/// fulfils none but `ne`).
[[nodiscard]] bool holds(const Condition& condition, const Trial& trial);

}  // namespace ice::study
