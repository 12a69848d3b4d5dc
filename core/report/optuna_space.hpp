#pragma once
// The search space of a study in Optuna's terms: which parameters its cells have, and over which
// distributions.
#include <optional>
#include <string>
#include <vector>

#include "store/optuna/optuna_file.hpp"
#include "store/query/query.hpp"
#include "study/study.hpp"

namespace ice::report {

/// One parameter of the trials.
class OptunaParameter {
 public:
  /// `range` is the parameter in the study, or nullptr where a study does not vary it any more; the
  /// values are those that occur, nulls among them.
  ///
  /// A range becomes a Float- or IntDistribution, with log and step where its values are such. It
  /// is made wider where older revisions had values outside of it; a normal one, which has no ends,
  /// reaches from the least to the largest value. All others are categorical over the listed
  /// values and those that occur besides. Choices that are lists or maps are texts: Optuna's plots
  /// know no others.
  OptunaParameter(std::string name, const study::Parameter* range,
                  const std::vector<store::Field>& occurring);

  [[nodiscard]] const std::string& name() const { return name_; }
  /// The parameter of a trial with this value, which is one of those that occur and not null.
  [[nodiscard]] store::OptunaTrial::Parameter at(const store::Field& value) const;

 private:
  void spread_over(const study::Parameter& range, const std::vector<double>& numbers);
  void choose_from(const std::vector<store::Field>& values);

  std::string name_, distribution_;
  std::vector<store::Field> choices_;  // empty: a range
};

/// The parameters of a study's cells, and the values that the cells have.
struct OptunaSpace {
  std::vector<OptunaParameter> parameters;
  /// Number of the cell -> a value per parameter; null where the cell does not have it.
  std::map<std::uint64_t, std::vector<store::Field>> cells;
};

/// The space of these cells: the parameters that the study declares, in its order, then those in
/// which cells of its revisions differ besides.
[[nodiscard]] OptunaSpace space_of(const study::Study& study, const store::CellTable& cells);

}  // namespace ice::report
