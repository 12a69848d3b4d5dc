#include "progress/tally.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "report/table.hpp"

namespace ice::cli {
namespace {

constexpr int kDigits = 4;

std::string cell_text(const run::Started& run) {
  std::vector<std::string> parts;
  for (const auto& [name, value] : run.parameters)
    parts.push_back(report::field_text(value, kDigits));
  parts.push_back(fmt::format("seed {}", run.seed));
  return base::join(parts, " · ");
}

bool is_failure(store::Status status) {
  return status != store::Status::kFinished && status != store::Status::kDiverged;
}

}  // namespace

Tally::Tally(const study::Study& study)
    : study_(study.name), metric_(study.experiment.metric), goal_(study.experiment.goal) {}

void Tally::planned(const plan::Plan& plan) {
  total_ = plan.trials.size() + plan.undecided;
  recorded_before_ = plan.recorded.size();
  start_ = std::chrono::steady_clock::now();
}

void Tally::started(const run::Started& run) {
  const std::string cell = cell_text(run);
  begun_[run.key] = {run.worker, cell};
  running_[run.worker] = {cell, 0, 0, 0};
}

void Tally::progress(const run::Progress& run) {
  Running& running = running_[run.worker];
  running.epoch = run.epoch;
  running.epochs = run.epochs;
  running.cost = run.cost;
}

void Tally::done(const store::Run& run) {
  ++ended_;
  if (is_failure(run.status)) ++failed_;
  if (run.status == store::Status::kFinished) note_best(run);
  // The worker may have begun its next run before this one's commit.
  const auto begun = begun_.find(run.key);
  if (begun == begun_.end()) return;
  const auto running = running_.find(begun->second.worker);
  if (running != running_.end() && running->second.cell == begun->second.cell)
    running_.erase(running);
  begun_.erase(begun);
}

void Tally::note_best(const store::Run& run) {
  for (const store::Metric& metric : run.metrics) {
    if (metric.name != metric_ || !std::isfinite(metric.final)) continue;
    const bool better = !best_ || (goal_ == study::Goal::kMinimize ? metric.final < best_->value
                                                                   : metric.final > best_->value);
    if (better) best_ = Best{metric.final, cell_of(run.key)};
  }
}

std::string Tally::cell_of(const std::string& key) const {
  const auto begun = begun_.find(key);
  return begun == begun_.end() ? key.substr(0, 6) : begun->second.cell;
}

double Tally::seconds() const {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
}

double Tally::runs_done() const {
  auto runs = static_cast<double>(ended_);
  for (const auto& [worker, running] : running_) {
    if (running.epochs > 0)
      runs += static_cast<double>(running.epoch) / static_cast<double>(running.epochs);
  }
  return runs;
}

std::string Tally::rate_text() const {
  if (ended_ == 0 || seconds() <= 0) return "";
  const double rate = static_cast<double>(ended_) / seconds();
  if (rate >= 1) return fmt::format("{} runs/s", base::format_short(rate, 3));
  return fmt::format("{} a run", base::format_seconds(1 / rate));
}

std::string Tally::left_text() const {
  const double done = runs_done();
  if (done <= 0 || ended_ == total_) return "";
  const double left = seconds() / done * (static_cast<double>(total_) - done);
  return base::format_seconds(std::max(1.0, std::ceil(left))) + " left";
}

std::string Tally::count_text() const {
  std::string text = fmt::format("{}/{} runs", ended_, total_);
  if (failed_ > 0) text += fmt::format(", {} failed", failed_);
  return text;
}

std::string Tally::best_text() const {
  if (!best_) return "";
  return fmt::format("best {} {} ({})", metric_, report::format_value(best_->value, kDigits),
                     best_->cell);
}

}  // namespace ice::cli
