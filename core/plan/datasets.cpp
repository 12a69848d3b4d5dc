#include "plan/datasets.hpp"

#include <utility>

namespace ice::plan {

Datasets::Datasets(std::filesystem::path study_folder) : study_folder_(std::move(study_folder)) {}

std::size_t Datasets::add(const base::Value& resolved_code) {
  const base::Value& section = resolved_code["data"];
  const base::Value& precision = resolved_code["training"]["precision"];
  const auto [at, is_new] = index_.try_emplace(section.dump() + precision.dump(), shared_.size());
  if (is_new) shared_.push_back(load(section, precision == "float64"));
  return at->second;
}

data::Shared Datasets::load(const base::Value& section, bool in_double) const {
  data::Samples samples = data::load(section, {study_folder_});
  const std::string digest = data::digest(samples);
  const auto precision = in_double ? data::Precision::kFloat64 : data::Precision::kFloat32;
  return data::share(std::move(samples), section, precision, digest);
}

}  // namespace ice::plan
