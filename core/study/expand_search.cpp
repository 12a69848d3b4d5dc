// The cells of a search: start_with, then what the method proposes, without excluded and repeated
// ones.
#include <algorithm>
#include <unordered_map>
#include <utility>

#include "search/presence.hpp"
#include "study/distribution.hpp"
#include "study/expand.hpp"
#include "study/permutation.hpp"
#include "study/proposals.hpp"
#include "study/search_space.hpp"

namespace ice::study {
namespace {

using base::Value;

// Proposals end after this many in a row that brought no new cell. A method that learns then
// proposes the same few cells again and again.
constexpr std::uint64_t kPatienceWithPoints = 1'000, kPatienceWithLearning = 20;
constexpr std::uint64_t kMostLookedAt = 1'000'000;  // cells of the list
constexpr std::uint64_t kTries = 64;  // draws in which a value shows up, or it does not

std::string text_of(const std::vector<Value>& values) {
  std::string text;
  for (const Value& value : values) text += value.dump() + '\n';
  return text;
}

}  // namespace

struct Expansion::Search {
  explicit Search(const Experiment& experiment)
      : space(experiment), proposals(space.space(), experiment) {}

  const SearchSpace space;
  Proposals proposals;
  std::vector<std::vector<Value>> cells;                 // their values
  std::unordered_map<std::string, std::uint64_t> known;  // text_of the values -> cell
  std::size_t started = 0;                               // cells of start_with looked at
  std::uint64_t in_vain = 0;                             // proposals since the last new cell
  std::uint64_t listed = 0;                              // cells of the list looked at
  bool is_exhausted = false;
};

Expansion::~Expansion() = default;

void Expansion::begin_search() {
  search_ = std::make_unique<Search>(study_.experiment);
  space_ = 1;
  for (const Axis& axis : axes_)
    if (__builtin_mul_overflow(space_, axis.size, &space_)) space_ = UINT64_MAX;
  cells_ = 0;
  propose();
}

bool Expansion::propose() {
  const std::uint64_t before = cells_;
  while (may_grow() && add_next_cell()) {
  }
  return cells_ > before;
}

void Expansion::tell(std::uint64_t cell, double value) { search_->proposals.tell(cell, value); }

bool Expansion::may_grow() const {
  return search_ != nullptr && cells_ < draws_.wanted && !search_->is_exhausted;
}

const std::vector<Value>& Expansion::proposed_values(std::uint64_t cell) const {
  return search_->cells[cell];
}

std::vector<Choice> Expansion::samples() const {
  std::vector<Choice> found;
  for (const Axis& axis : axes_) {
    const bool is_range = study_.experiment.parameters[axis.members[0]].values.empty();
    for (std::uint64_t digit = 0; digit < (is_range ? 2 : axis.size); ++digit)
      if (auto choice = sample(axis, digit)) found.push_back(std::move(*choice));
  }
  return found;
}

// A range has the digits 0 and 1: its ends.
std::optional<Choice> Expansion::sample(const Axis& axis, std::uint64_t digit) const {
  for (std::uint64_t draw = 0; draw < kTries; ++draw) {
    std::vector<Value> values = random_values(draw);
    for (const std::size_t member : axis.members) {
      const Parameter& parameter = study_.experiment.parameters[member];
      if (!parameter.values.empty())
        values[member] = parameter.values[digit];
      else if (const std::uint64_t size = space_size(parameter); size > 0)
        values[member] = space_value(parameter, digit == 0 ? 0 : size - 1);
      else
        values[member] = base::normalized(digit == 0 ? parameter.min : parameter.max);
    }
    drop_absent(values);
    const bool exists = std::ranges::any_of(
        axis.members, [&](std::size_t member) { return !values[member].is_null(); });
    if (exists && exclusion_of(values) == nullptr) return Choice{0, 0, std::move(values)};
  }
  return std::nullopt;
}

bool Expansion::add_next_cell() {
  Search& search = *search_;
  while (search.started < study_.experiment.start_with.size())
    if (add_start_cell(search.started++)) return true;
  const bool is_learning = learns(study_.experiment.method);
  const std::uint64_t patience =
      is_learning && space_ > 0 ? kPatienceWithLearning : kPatienceWithPoints;
  while (search.in_vain < patience) {
    std::optional<search::Point> point = search.proposals.ask();
    if (!point) return false;
    std::vector<Value> values = search.space.values(*point);
    if (add_proposal(std::move(*point), std::move(values), false)) return true;
  }
  if (is_learning) search.in_vain = 0;
  search.is_exhausted = !add_listed_cell();
  return !search.is_exhausted;
}

// The values that the study does not give are drawn at random.
bool Expansion::add_start_cell(std::size_t i) {
  const std::vector<Parameter>& parameters = study_.experiment.parameters;
  std::vector<Value> values = random_values(i);
  for (const auto& [name, value] : study_.experiment.start_with[i]) {
    const std::size_t given = parameter_index(parameters, name);
    values[given] = value;
    const std::vector<Value>& listed = parameters[given].values;
    const auto digit = static_cast<std::size_t>(std::ranges::find(listed, value) - listed.begin());
    for (const Axis& axis : axes_)
      if (axis.members.size() > 1 && std::ranges::find(axis.members, given) != axis.members.end())
        for (const std::size_t member : axis.members)
          values[member] = parameters[member].values[digit];
  }
  search::Point point = search_->space.point(values);
  search::remove_absent(search_->space.space(), point);
  return add_proposal(std::move(point), std::move(values), true);
}

bool Expansion::add_proposal(search::Point point, std::vector<Value> values, bool is_given) {
  Search& search = *search_;
  drop_absent(values);
  if (const std::string* excluded = exclusion_of(values)) {
    ++draws_.excluded[*excluded];
    ++search.in_vain;
    search.proposals.add_excluded(std::move(point), is_given);
    return false;
  }
  const auto [known, is_new] = search.known.emplace(text_of(values), cells_);
  if (!is_new) {
    ++search.in_vain;
    search.proposals.add_repetition(std::move(point), known->second, is_given);
    return false;
  }
  search.in_vain = 0;
  add_cell(std::move(point), std::move(values), is_given);
  return true;
}

bool Expansion::add_listed_cell() {
  Search& search = *search_;
  while (search.listed < std::min(space_, kMostLookedAt)) {
    std::vector<Value> values =
        values_at(digits_of(permuted(search.listed++, space_, study_.experiment.root)));
    if (exclusion_of(values) != nullptr) continue;
    if (!search.known.emplace(text_of(values), cells_).second) continue;
    search::Point point = search.space.point(values);
    search::remove_absent(search.space.space(), point);
    add_cell(std::move(point), std::move(values), false);
    return true;
  }
  return false;
}

void Expansion::add_cell(search::Point point, std::vector<Value> values, bool is_given) {
  search_->proposals.add_cell(std::move(point), is_given);
  search_->cells.push_back(std::move(values));
  ++cells_;
}

}  // namespace ice::study
