#include "plan/datasets.hpp"

#include <utility>

#include "base/error.hpp"

namespace ice::plan {

Datasets::Datasets(std::filesystem::path study_folder, Missing missing)
    : study_folder_(std::move(study_folder)), missing_(missing) {}

std::size_t Datasets::add(const code::Code& code) {
  const bool is_double = code.precision == data::Precision::kFloat64;
  const auto [at, is_new] =
      index_.try_emplace(code.data.dump() + (is_double ? "float64" : "float32"), shared_.size());
  if (is_new) shared_.push_back(load(code.data, code.precision));
  return at->second;
}

data::Samples Datasets::samples_of(const base::Value& section) {
  try {
    return data::load(section, {study_folder_});
  } catch (const base::UserError& error) {
    if (missing_ == Missing::kIsError) throw;
    auto sized = data::stand_in(section, {study_folder_});
    if (!sized) throw;
    missing_texts_.emplace_back(error.what());
    return *std::move(sized);
  }
}

data::Shared Datasets::load(const base::Value& section, data::Precision precision) {
  data::Samples samples = samples_of(section);
  const std::string digest = data::digest(samples);
  return data::share(std::move(samples), section, precision, digest);
}

}  // namespace ice::plan
