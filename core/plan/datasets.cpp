#include "plan/datasets.hpp"

#include <utility>

namespace ice::plan {

Datasets::Datasets(std::filesystem::path study_folder) : study_folder_(std::move(study_folder)) {}

std::size_t Datasets::add(const code::Code& code) {
  const bool is_double = code.precision == data::Precision::kFloat64;
  const auto [at, is_new] =
      index_.try_emplace(code.data.dump() + (is_double ? "float64" : "float32"), shared_.size());
  if (is_new) shared_.push_back(load(code.data, code.precision));
  return at->second;
}

data::Shared Datasets::load(const base::Value& section, data::Precision precision) const {
  data::Samples samples = data::load(section, {study_folder_});
  const std::string digest = data::digest(samples);
  return data::share(std::move(samples), section, precision, digest);
}

}  // namespace ice::plan
