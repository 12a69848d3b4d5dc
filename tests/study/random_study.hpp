#pragma once
// Studies made at random, all of them sound: for properties that hold for any study.
#include <fmt/format.h>

#include <map>
#include <span>
#include <string>
#include <vector>

#include "base/rng.hpp"
#include "base/text.hpp"
#include "studies.hpp"

class RandomStudy {
 public:
  explicit RandomStudy(std::uint64_t index)
      : stream_(11, ice::base::Purpose::kStatistics, index), is_random_(chance(3)) {}

  [[nodiscard]] bool is_random() const { return is_random_; }

  /// The file; `seed_count` as asked for.
  std::string text(int seed_count) {
    const std::string order = chance(2) ? "shuffled" : "declared";
    std::string text = kCode + "experiment:\n  parameters:\n";
    for (const std::string& name : names()) text += "    " + parameter(name);
    text +=
        fmt::format("  seeds: {{count: {}, root: {}}}\n  order: {}\n", seed_count, below(5), order);
    if (is_random_) text += fmt::format("  method: random\n  run_cap: {}\n", 1 + below(60));
    return text + zip() + exclude();
  }

 private:
  std::uint64_t below(std::uint64_t n) { return stream_.below(n); }
  bool chance(std::uint64_t in) { return below(in) == 0; }

  std::vector<std::string> names() {
    std::vector<std::string> all{"network.activation", "optimizer",   "optimizer.learning_rate",
                                 "training.epochs",    "data.noise",  "network.hidden",
                                 "loss.delta",         "optimizer.b1"};
    stream_.shuffle(std::span(all));
    all.resize(1 + below(5));
    return all;
  }

  // Lists have two values or three; those of two may be zipped.
  std::string parameter(const std::string& name) {
    std::string when;
    if (!listed_.empty() && chance(3))
      when = fmt::format(", when: {{{}: {}}}", listed_.back().first, listed_.back().second);
    return name + ": " + values(name) + when + "}\n";
  }

  std::string values(const std::string& name) {
    static const std::map<std::string, std::vector<std::string>> kValues{
        {"network.activation", {"relu", "tanh", "{name: leaky_relu, slope: 0.1}"}},
        {"optimizer", {"adam", "{name: momentum, learning_rate: 0.5}", "{name: adam, b1: 0.5}"}},
        {"network.hidden", {"[]", "[4]", "[{units: 3, activation: tanh}, 2]"}},
        {"training.epochs", {"1", "2.0", "1e1"}}};
    const auto known = kValues.find(name);
    if (known == kValues.end() && chance(2)) return range();
    std::vector<std::string> values{"0.25", "1", "2.5"};
    if (known != kValues.end()) values = known->second;
    values.resize(2 + below(2));
    listed_.emplace_back(name, values[1]);
    if (values.size() == 2) pairs_.push_back(name);
    return fmt::format("{{values: [{}]", ice::base::join(values, ", "));
  }

  std::string range() {
    if (chance(2)) return is_random_ ? "{min: 0.5, max: 2" : "{min: 0.5, max: 2, points: 4";
    return "{min: 1e-3, max: 1, distribution: log_uniform" +
           std::string(is_random_ ? "" : ", points: 3");
  }

  std::string zip() {
    if (pairs_.size() < 2 || chance(2)) return "";
    return fmt::format("  zip: [[{}]]\n", ice::base::join(pairs_, ", "));
  }

  std::string exclude() {
    if (listed_.empty() || chance(2)) return "";
    const auto& [name, value] = listed_[below(listed_.size())];
    return fmt::format("  exclude: [{{{}: {}}}]\n", name, value);
  }

  ice::base::Stream stream_;
  bool is_random_;
  std::vector<std::pair<std::string, std::string>> listed_;  // a parameter and its second value
  std::vector<std::string> pairs_;                           // parameters of two values
};
