#pragma once
// The data sets of a study: one per distinct data section and precision, loaded once, shared with
// all workers.
#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/value.hpp"
#include "code/code.hpp"
#include "data/dataset.hpp"

namespace ice::plan {

class Datasets {
 public:
  /// Relative files are looked for as data::Places says, beside the study.
  explicit Datasets(std::filesystem::path study_folder);

  /// The index of the data set that the code names, in its precision; loads it at
  /// first sight. Throws UserError as data::load does.
  std::size_t add(const code::Code& code);

  [[nodiscard]] const data::Shared& at(std::size_t index) const { return shared_[index]; }
  [[nodiscard]] std::size_t size() const { return shared_.size(); }

 private:
  [[nodiscard]] data::Shared load(const base::Value& section, data::Precision precision) const;

  std::filesystem::path study_folder_;
  std::map<std::string, std::size_t> index_;  ///< by section and precision as text
  std::vector<data::Shared> shared_;
};

}  // namespace ice::plan
