#include "study/expand.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <unordered_set>

#include "base/error.hpp"
#include "base/rng.hpp"
#include "base/text.hpp"
#include "study/conditions.hpp"
#include "study/distribution.hpp"
#include "study/forms.hpp"
#include "study/permutation.hpp"

namespace ice::study {
namespace {

using base::Value;

// Drawing ends after this many draws in a row that brought no new cell. The cells not found yet
// then make up less than one in a hundred draws (values that can be listed; the list is walked
// next) or one in ten thousand.
constexpr std::uint64_t kPatience = 1'000, kPatienceWithoutList = 100'000;
constexpr std::uint64_t kMostListed = 1'000'000;  // most cells of the list that are looked at

// The indices in an order in which `depends(a, b)` never holds for a before b.
template <class Depends>
std::vector<std::size_t> ordered(std::size_t count, Depends depends) {
  std::vector<std::size_t> order;
  std::vector<bool> is_placed(count, false);
  const auto place = [&](const auto& self, std::size_t at) -> void {
    if (is_placed[at]) return;
    is_placed[at] = true;
    for (std::size_t other = 0; other < count; ++other)
      if (other != at && depends(at, other)) self(self, other);
    order.push_back(at);
  };
  for (std::size_t i = 0; i < count; ++i) place(place, i);
  return order;
}

// Whether two draws are practically never equal.
bool is_continuous(const Parameter& parameter) {
  const bool is_smooth = parameter.distribution != Distribution::kCategorical &&
                         parameter.distribution != Distribution::kIntUniform;
  return is_smooth && parameter.quantum == 0;
}

}  // namespace

// The cells drawn so far, to recognize new ones. Each is kept as a hash of 64 bits: in the largest
// study (10^7 cells) a cell is passed over by mistake once in 10^5 studies.
class NewCells {
 public:
  explicit NewCells(const std::vector<Parameter>& parameters) {
    for (std::size_t i = 0; i < parameters.size(); ++i)
      if (is_continuous(parameters[i])) continuous_.push_back(i);
  }

  bool add(const std::vector<Value>& values) {
    const bool is_surely_new = std::ranges::any_of(
        continuous_, [&](std::size_t parameter) { return !values[parameter].is_null(); });
    if (is_surely_new) return true;
    std::string text;
    for (const Value& value : values) text += value.dump() + '\n';
    return seen_.insert(std::hash<std::string>{}(text)).second;
  }

 private:
  std::vector<std::size_t> continuous_;  // indices of parameters
  std::unordered_set<std::size_t> seen_;
};

Expansion::Expansion(const Study& study) : study_(study), axes_(axes_of(study.experiment)) {
  make_orders();
  for (const Exclusion& exclusion : study.experiment.exclude)
    exclusions_.push_back({indexed(exclusion.conditions), &exclusion.text});
  count_cells();
  if (must_search()) find_random_cells();
  if (is_search(study.experiment.method)) begin_search();
}

void Expansion::make_orders() {
  const std::vector<Parameter>& parameters = study_.experiment.parameters;
  for (const Parameter& parameter : parameters) {
    when_.push_back(indexed(parameter.when));
    keys_.push_back(find_code_key(parameter.name));
  }
  by_condition_ = ordered(parameters.size(), [&](std::size_t a, std::size_t b) {
    return std::ranges::find(when_[a], b, &IndexedCondition::parameter) != when_[a].end();
  });
  by_depth_ = ordered(parameters.size(), [&](std::size_t a, std::size_t b) {
    return parameters[a].name.starts_with(parameters[b].name + ".");
  });
}

std::vector<Expansion::IndexedCondition> Expansion::indexed(
    const std::vector<Condition>& conditions) const {
  std::vector<IndexedCondition> all;
  for (const Condition& condition : conditions)
    all.push_back({parameter_index(study_.experiment.parameters, condition.parameter), &condition});
  return all;
}

void Expansion::count_cells() {
  const Experiment& experiment = study_.experiment;
  const std::uint64_t seeds = std::max<std::uint64_t>(1, experiment.seeds.size());
  if (experiment.method != Method::kGrid)
    cells_ = draws_.wanted = (experiment.run_cap + seeds - 1) / seeds;
  double slots = static_cast<double>(cells_) * static_cast<double>(seeds);
  if (experiment.method == Method::kGrid) {
    for (const Axis& axis : axes_) {
      slots *= static_cast<double>(axis.size);
      if (slots <= static_cast<double>(kMaxTrials)) cells_ *= axis.size;
    }
  }
  // All methods but grid round the cap up to whole cells.
  if (slots >= static_cast<double>(kMaxTrials + seeds))
    throw base::UserError(study_.file,
                          fmt::format("{} runs, at most {} are allowed", base::format_short(slots),
                                      base::format_count(kMaxTrials)));
}

// Whether a random study may draw a cell that has to be passed over.
bool Expansion::must_search() const {
  const Experiment& experiment = study_.experiment;
  const bool always_differ =
      std::ranges::any_of(experiment.parameters, [](const Parameter& parameter) {
        return is_continuous(parameter) && parameter.when.empty();
      });
  return experiment.method == Method::kRandom && !(always_differ && exclusions_.empty());
}

void Expansion::find_random_cells() {
  space_ = 1;
  for (const Axis& axis : axes_)
    if (__builtin_mul_overflow(space_, axis.size, &space_)) space_ = UINT64_MAX;
  const std::uint64_t patience = space_ > 0 ? kPatience : kPatienceWithoutList;
  NewCells cells(study_.experiment.parameters);
  std::uint64_t in_vain = 0;
  for (std::uint64_t cell = 0; found_.size() < draws_.wanted; ++cell) {
    if (in_vain == patience) {
      draws_made_ = cell;
      list_random_cells(cells);
      break;
    }
    const std::vector<Value> values = drawn_values(cell);
    const std::string* excluded = exclusion_of(values);
    if (excluded != nullptr) ++draws_.excluded[*excluded];
    const bool is_new = excluded == nullptr && cells.add(values);
    if (is_new) found_.push_back(cell);
    in_vain = is_new ? 0 : in_vain + 1;
  }
  cells_ = found_.size();
}

void Expansion::list_random_cells(NewCells& cells) {
  const std::uint64_t end = *draws_made_ + std::min(space_, kMostListed);
  for (std::uint64_t cell = *draws_made_; cell < end && found_.size() < draws_.wanted; ++cell) {
    const std::vector<Value> values = drawn_values(cell);
    if (exclusion_of(values) == nullptr && cells.add(values)) found_.push_back(cell);
  }
}

bool Expansion::all_hold(const std::vector<IndexedCondition>& conditions,
                         const std::vector<Value>& values) {
  return std::ranges::all_of(conditions, [&](const IndexedCondition& indexed) {
    return holds(*indexed.condition, values[indexed.parameter]);
  });
}

std::variant<Choice, Skipped> Expansion::choose(std::uint64_t i) const {
  const Experiment& experiment = study_.experiment;
  const std::uint64_t seeds = experiment.seeds.size();
  const bool is_shuffled = experiment.order == Order::kShuffled;
  const std::uint64_t at = is_shuffled ? permuted(i / seeds, cells_, experiment.root) : i / seeds;
  Choice choice{found_.empty() ? at : found_[at], i % seeds, {}};
  if (search_ != nullptr) {
    choice.values = proposed_values(at);
    return choice;
  }
  if (experiment.method == Method::kRandom) {
    choice.values = drawn_values(choice.cell);
    return choice;
  }
  choice.values = values_at(digits_of(choice.cell));
  if (is_repetition(choice)) return Skipped{};
  if (const std::string* reason = exclusion_of(choice.values)) return Skipped{*reason};
  return choice;
}

const std::string* Expansion::exclusion_of(const std::vector<Value>& values) const {
  for (const IndexedExclusion& exclusion : exclusions_)
    if (all_hold(exclusion.conditions, values)) return exclusion.text;
  return nullptr;
}

// Sets the value of every parameter that does not exist in the cell to null.
void Expansion::drop_absent(std::vector<Value>& values) const {
  for (const std::size_t parameter : by_condition_)
    if (!all_hold(when_[parameter], values)) values[parameter] = nullptr;
}

// The last axis turns fastest.
template <class Use>
void Expansion::for_each_digit(std::uint64_t cell, Use use) const {
  for (auto axis = axes_.rbegin(); axis != axes_.rend(); ++axis) {
    use(*axis, cell % axis->size);
    cell /= axis->size;
  }
}

std::vector<std::uint64_t> Expansion::digits_of(std::uint64_t cell) const {
  std::vector<std::uint64_t> digits(axes_.size());
  for_each_digit(cell, [&](const Axis& axis, std::uint64_t digit) {
    digits[static_cast<std::size_t>(&axis - axes_.data())] = digit;
  });
  return digits;
}

std::vector<Value> Expansion::values_at(std::span<const std::uint64_t> digits) const {
  const std::vector<Parameter>& parameters = study_.experiment.parameters;
  std::vector<Value> values(parameters.size());
  for (std::size_t i = 0; i < axes_.size(); ++i) {
    for (const std::size_t member : axes_[i].members) {
      const Parameter& parameter = parameters[member];
      values[member] = !parameter.values.empty() ? parameter.values[digits[i]]
                       : axes_[i].size > 0       ? space_value(parameter, digits[i])
                                                 : Value(parameter.min);
    }
  }
  drop_absent(values);
  return values;
}

// The values of a cell of a random study: drawn, or taken from the shuffled list after the draws.
std::vector<Value> Expansion::drawn_values(std::uint64_t cell) const {
  if (draws_made_ && cell >= *draws_made_)
    return values_at(digits_of(permuted(cell - *draws_made_, space_, study_.experiment.root)));
  std::vector<Value> values = random_values(cell);
  drop_absent(values);
  return values;
}

std::vector<Value> Expansion::random_values(std::uint64_t cell) const {
  const std::vector<Parameter>& parameters = study_.experiment.parameters;
  std::vector<Value> values(parameters.size());
  base::Stream stream(study_.experiment.root, base::Purpose::kSampler, cell);
  for (const Axis& axis : axes_) {
    if (axis.members.size() == 1) {
      values[axis.members[0]] = draw(parameters[axis.members[0]], stream);
    } else {
      const std::uint64_t digit = stream.below(axis.size);
      for (const std::size_t member : axis.members)
        values[member] = parameters[member].values[digit];
    }
  }
  return values;
}

// Whether the cell equals another one because it differs only in parameters that do not exist in
// it. Of such cells the one with the first values is kept.
bool Expansion::is_repetition(const Choice& choice) const {
  bool is_repeated = false;
  for_each_digit(choice.cell, [&](const Axis& axis, std::uint64_t digit) {
    const bool exists = std::ranges::any_of(
        axis.members, [&](std::size_t member) { return !choice.values[member].is_null(); });
    is_repeated = is_repeated || (!exists && digit != 0);
  });
  return is_repeated;
}

Trial Expansion::build(const Choice& choice) const {
  Trial trial;
  trial.cell = choice.cell;
  trial.seed_index = choice.seed_index;
  trial.seed = study_.experiment.seeds[choice.seed_index];
  trial.code = study_.code;
  const std::vector<Parameter>& parameters = study_.experiment.parameters;
  for (std::size_t i = 0; i < parameters.size(); ++i)
    if (!choice.values[i].is_null())
      trial.parameters.emplace_back(parameters[i].name, choice.values[i]);
  for (const std::size_t i : by_depth_)
    if (!choice.values[i].is_null()) set(trial.code, i, choice.values[i]);
  return trial;
}

// The keys of ice inside a plugin reference (optimizer.learning_rate) keep their values unless
// `value` sets them.
void Expansion::set(Value& code, std::size_t parameter, const Value& value) const {
  const std::string& path = study_.experiment.parameters[parameter].name;
  Value now = long_form(keys_[parameter], value);
  if (now.is_object() && keys_[parameter]->type == Type::kPlugin) {
    const Value* before = base::find_path(code, path);
    for (const std::string& host : names_below("code." + path))
      if (before != nullptr && before->contains(host) && !now.contains(host))
        now[host] = (*before)[host];
  }
  base::set_path(code, path, std::move(now));
}

bool holds(const Condition& condition, const Trial& trial) {
  const auto found = std::ranges::find(trial.parameters, condition.parameter,
                                       &std::pair<std::string, Value>::first);
  return holds(condition, found == trial.parameters.end() ? Value() : found->second);
}

}  // namespace ice::study
