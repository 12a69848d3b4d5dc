#include "data/declared.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "base/error.hpp"
#include "base/text.hpp"
#include "data/labels.hpp"

namespace ice::data {
namespace {

using base::Value;

constexpr double kMostSamples = 1e7, kMostFeatures = 1e6;

Key optional_count(std::string name, double low, double high) {
  Key key = integer_key(std::move(name), 0, low, high);
  key.fallback = nullptr;
  return key;
}

std::uint64_t count_at(const Value& section, const char* key) {
  const Value& value = section.at(key);
  return value.is_null() ? 0 : value.get<std::uint64_t>();
}

bool is_file_missing(const Value& section, const char* key, const Folders& folders) {
  if (text_at(section, key).empty()) return false;
  try {
    (void)find_file(section, key, folders);
    return false;
  } catch (const base::UserError&) {
    return true;
  }
}

}  // namespace

std::vector<Key> declared_keys() {
  return {optional_count("features", 1, kMostFeatures), optional_count("samples", 2, kMostSamples),
          optional_count("test_samples", 1, kMostSamples),
          optional_count("classes", 2, kMaxClasses), optional_text_key("from")};
}

void require_declared(const Samples& samples, const Value& section) {
  const auto check = [&](const char* key, std::uint64_t found) {
    const std::uint64_t declared = count_at(section, key);
    if (declared != 0 && declared != found)
      throw base::UserError(code_path(fmt::format("data.{}", key)),
                            fmt::format("{} are declared, the files have {}", declared, found));
  };
  check("features", samples.n_x);
  check("samples", samples.m - samples.m_test);
  check("test_samples", samples.m_test);
  if (samples.task != Task::kRegression) check("classes", samples.classes.size());
}

std::optional<Samples> stand_in(const Value& section, const Folders& folders) {
  const Value completed = complete_section(section);
  if (!completed.contains("from") || !completed.contains("file")) return std::nullopt;
  const std::uint64_t m_train = count_at(completed, "samples");
  const std::uint64_t classes = count_at(completed, "classes");
  Samples samples;
  samples.n_x = count_at(completed, "features");
  if (samples.n_x == 0 || m_train == 0 || classes == 0) return std::nullopt;
  if (!is_file_missing(completed, "file", folders) &&
      !is_file_missing(completed, "test_file", folders))
    return std::nullopt;
  samples.m_test = count_at(completed, "test_samples");
  samples.m = m_train + samples.m_test;
  samples.bytes.assign(samples.n_x * samples.m, 0);
  std::vector<std::uint32_t> numbers(samples.m);
  for (std::uint64_t j = 0; j < samples.m; ++j)
    numbers[j] = static_cast<std::uint32_t>(j % classes);
  std::vector<std::string> names;
  for (std::uint64_t c = 0; c < classes; ++c) names.push_back(std::to_string(c));
  set_classes(samples, numbers, std::move(names));
  return samples;
}

}  // namespace ice::data
