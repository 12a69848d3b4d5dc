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
  /// Relative file names are looked for in $ICE_DATA, then in `study_folder`.
  explicit Datasets(std::filesystem::path study_folder);

  /// The index of the data set that the code names, in its precision. Loads it when it is named for
  /// the first time; throws UserError as data::load and data::share do.
  std::size_t add(const code::Code& code);

  /// The reference is valid until the next add().
  [[nodiscard]] const data::Shared& at(std::size_t index) const { return shared_[index]; }
  [[nodiscard]] std::size_t size() const { return shared_.size(); }

 private:
  [[nodiscard]] data::Shared load(const base::Value& section, data::Precision precision) const;

  std::filesystem::path study_folder_;
  std::map<std::string, std::size_t> index_;  ///< by section and precision as text
  std::vector<data::Shared> shared_;
};

}  // namespace ice::plan
