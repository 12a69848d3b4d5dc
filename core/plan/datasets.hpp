#pragma once
// The data sets of a study: one for each different data section and precision. Each is loaded once,
// into a memory file that all workers share.
#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/value.hpp"
#include "code/code.hpp"
#include "data/dataset.hpp"

namespace ice::plan {

/// Owns the memory files: it must outlive the workers that are given their descriptors. Not
/// thread-safe.
class Datasets {
 public:
  /// What to do where files of data are not there whose sizes the study declares.
  enum class Missing { kIsError, kGetsStandIn };

  /// Relative file names are looked for in $ICE_DATA, then in `study_folder`.
  explicit Datasets(std::filesystem::path study_folder, Missing missing = Missing::kIsError);

  /// The index of the data set that the code names, in its precision. Loads it when it is named for
  /// the first time; throws UserError as data::load and data::share do.
  std::size_t add(const code::Code& code);

  /// The reference is valid until the next add().
  [[nodiscard]] const data::Shared& at(std::size_t index) const { return shared_[index]; }
  [[nodiscard]] std::size_t size() const { return shared_.size(); }
  /// For each data set that data::stand_in() stands for, why it could not be read.
  [[nodiscard]] const std::vector<std::string>& missing() const { return missing_texts_; }

 private:
  [[nodiscard]] data::Shared load(const base::Value& section, data::Precision precision);
  [[nodiscard]] data::Samples samples_of(const base::Value& section);

  std::filesystem::path study_folder_;
  std::map<std::string, std::size_t> index_;  ///< by section and precision as text
  std::vector<data::Shared> shared_;
  Missing missing_;
  std::vector<std::string> missing_texts_;
};

}  // namespace ice::plan
