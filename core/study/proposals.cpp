#include "study/proposals.hpp"

#include <limits>
#include <utility>

#include "base/error.hpp"

namespace ice::study {

search::Method search_method(Method method) {
  switch (method) {
    case Method::kSobol:
      return search::Method::kSobol;
    case Method::kHalton:
      return search::Method::kHalton;
    case Method::kTpe:
      return search::Method::kTpe;
    case Method::kCmaes:
      return search::Method::kCmaes;
    case Method::kAuto:
      return search::Method::kAuto;
    case Method::kGrid:
    case Method::kRandom:
      break;
  }
  throw base::Error("study: " + to_string(method) + " proposes nothing");
}

std::optional<search::Point> Proposals::ask() {
  const search::Method method = search_method(experiment_.method);
  const bool looks_back = learns(experiment_.method) && experiment_.method != Method::kCmaes;
  while (looks_back && used_ + experiment_.ahead <= cells())
    if (!use_next()) return std::nullopt;
  while (search::proposable(space_, method, experiment_.root, draws_) <= draws_.size())
    if (!use_next()) return std::nullopt;
  return search::propose(space_, method, experiment_.root, draws_);
}

// Hands the result of one more cell to the search; false when it is not known yet.
bool Proposals::use_next() {
  if (used_ == cells() || !results_[used_]) return false;
  for (const std::size_t draw : draws_of_[used_]) {
    draws_[draw].state = search::State::kFinished;
    draws_[draw].value = *results_[used_];
  }
  ++used_;
  return true;
}

search::Told& Proposals::add(search::Point point, bool is_given) {
  search::Told& draw = draws_.emplace_back();
  draw.point = std::move(point);
  draw.is_given = is_given;
  return draw;
}

void Proposals::add_cell(search::Point point, bool is_given) {
  draws_of_.push_back({draws_.size()});
  results_.emplace_back();
  add(std::move(point), is_given);
}

void Proposals::add_repetition(search::Point point, std::uint64_t cell, bool is_given) {
  draws_of_[cell].push_back(draws_.size());
  search::Told& draw = add(std::move(point), is_given);
  if (cell >= used_) return;
  draw.state = search::State::kFinished;
  draw.value = *results_[cell];
}

void Proposals::add_excluded(search::Point point, bool is_given) {
  search::Told& draw = add(std::move(point), is_given);
  draw.state = search::State::kFinished;
  draw.value = std::numeric_limits<double>::infinity();
}

void Proposals::tell(std::uint64_t cell, double value) {
  if (!results_[cell]) results_[cell] = value;
}

}  // namespace ice::study
