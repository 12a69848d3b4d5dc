#include "data/labels.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"

namespace ice::data {
namespace {

bool is_before(const std::string& a, const std::string& b) {
  const auto x = base::parse_number(a);
  const auto y = base::parse_number(b);
  if (x && y && *x != *y) return *x < *y;
  if (x.has_value() != y.has_value()) return x.has_value();  // numbers before texts
  return a < b;
}

// The letters and digits, in small letters.
std::string bare(std::string_view label) {
  std::string text;
  for (const char c : label)
    if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '<' || c == '>')
      text += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

// For a label that differs from one of these only by signs or capital letters.
std::string hint_for_spelling(std::string_view label, const auto& known) {
  for (const auto& [name, number] : known)
    if (bare(name) == bare(label))
      return fmt::format("There it is '{}': labels are compared letter by letter", name);
  return "";
}

}  // namespace

void set_classes(Samples& samples, std::span<const std::uint32_t> numbers,
                 std::vector<std::string> classes) {
  const bool is_binary = classes.size() == 2;
  samples.task = is_binary ? Task::kBinary : Task::kMulticlass;
  samples.n_y = is_binary ? 1 : classes.size();
  samples.classes = std::move(classes);
  samples.Y.assign(samples.n_y * numbers.size(), 0.0);
  for (std::size_t j = 0; j < numbers.size(); ++j) {
    if (is_binary)
      samples.Y[j] = numbers[j];
    else
      samples.Y[j * samples.n_y + numbers[j]] = 1.0;
  }
}

std::uint32_t class_of(const Samples& samples, std::uint64_t column) {
  if (samples.task == Task::kRegression) return 0;
  const double* y = &samples.Y[column * samples.n_y];
  if (samples.task == Task::kBinary) return static_cast<std::uint32_t>(*y);
  return static_cast<std::uint32_t>(std::find(y, y + samples.n_y, 1.0) - y);
}

void LabelReader::add(std::string_view label, const Locate& locate) {
  auto found = numbers_.find(label);
  if (found == numbers_.end()) {
    if (in_test_)
      throw base::UserError(locate(), fmt::format("class '{}' is not in the training part", label),
                            hint_for_spelling(label, numbers_));
    if (numbers_.size() == kMaxClasses)
      throw base::UserError(locate(), fmt::format("more than {} classes", kMaxClasses),
                            "Is this the target, and is it one of classes?");
    const auto number = static_cast<std::uint32_t>(numbers_.size());
    found = numbers_.emplace(label, number).first;
  }
  labels_.push_back(found->second);
}

void LabelReader::add(double label, const Locate& locate) {
  add(base::format_number(label), locate);
}

void LabelReader::finish(Samples& samples, const std::string& where, std::size_t least) const {
  if (numbers_.size() < least) {
    const std::string only = numbers_.empty() ? "" : numbers_.begin()->first;
    throw base::UserError(where, fmt::format("all samples are of one class, '{}'", only));
  }
  std::vector<std::string> classes;
  for (const auto& [label, number] : numbers_) classes.push_back(label);
  std::ranges::sort(classes, is_before);

  // Class number of each label, by its number in order of first occurrence.
  std::vector<std::uint32_t> sorted_place(classes.size());
  for (std::uint32_t i = 0; i < classes.size(); ++i)
    sorted_place[numbers_.find(classes[i])->second] = i;
  std::vector<std::uint32_t> numbers(labels_.size());
  std::ranges::transform(labels_, numbers.begin(), [&](auto met) { return sorted_place[met]; });
  set_classes(samples, numbers, std::move(classes));
}

}  // namespace ice::data
