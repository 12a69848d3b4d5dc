#include "report/page/curves_json.hpp"

#include <algorithm>
#include <cstdint>

#include "metric/metric.hpp"
#include "report/curves.hpp"
#include "report/page/thinning.hpp"

namespace ice::report {
namespace {

using base::Value;

constexpr std::size_t kMostPoints = 1000;   // of a line: more than a screen has columns
constexpr std::size_t kFewestPoints = 100;  // fewer no longer show how a curve runs
constexpr std::size_t kNumbers = 330'000;   // of a page: about 1.7 MB
constexpr int kCurveDigits = 4;             // of a value: less than a pixel

// The curves of one metric.
struct MetricLines {
  std::string metric;
  std::vector<std::pair<std::size_t, Line>> lines;  // index of the cell, line

  // How many numbers the lines have with at most `most` points each. Lines that are not thinned
  // share their x.
  [[nodiscard]] std::size_t numbers(std::size_t most) const {
    std::size_t sum = 0;
    for (const auto& [cell, line] : lines) {
      const bool is_thinned = line.x.size() > most;
      sum += std::min(most, line.x.size()) * ((line.low.empty() ? 1 : 3) + (is_thinned ? 1 : 0));
    }
    return sum;
  }
};

MetricLines lines_of_metric(const Shown& shown, const std::vector<ShownCell>& cells,
                            const std::string& metric) {
  MetricLines found{metric, {}};
  for (std::size_t i = 0; i < cells.size(); ++i) {
    Line line = mean_line(shown.reader.curves_of(cells[i].drawn(), metric));
    if (line.x.size() > 1) found.lines.emplace_back(i, std::move(line));
  }
  return found;
}

// Whether a metric has no curve, unless a study watches it.
bool is_measured_once(const std::string& name) {
  const metric::Metric* const row = metric::find(name);
  return name.starts_with("test.") || (row != nullptr && row->sorts);
}

Value list_of(const std::vector<double>& values) {
  Value list = Value::array();
  for (const double value : values) list.push_back(json_number(value, kCurveDigits));
  return list;
}

// The lists of epochs, each once.
class SharedEpochs {
 public:
  std::size_t index(const std::vector<double>& epochs) {
    const auto [known, is_new] = known_.emplace(epochs, known_.size());
    if (is_new) list_.push_back(std::vector<std::uint64_t>(epochs.begin(), epochs.end()));
    return known->second;
  }
  [[nodiscard]] Value list() const { return list_; }

 private:
  std::map<std::vector<double>, std::size_t> known_;
  Value list_ = Value::array();
};

Value line_json(const Line& line, SharedEpochs& epochs) {
  Value json{{"x", epochs.index(line.x)}, {"y", list_of(line.y)}};
  if (line.low.empty()) return json;
  json["low"] = list_of(line.low);
  json["high"] = list_of(line.high);
  return json;
}

// The most points of a line with which all lines fit the page.
std::size_t points_that_fit(const std::vector<MetricLines>& metrics) {
  std::size_t most = kMostPoints;
  const auto numbers = [&] {
    std::size_t sum = 0;
    for (const MetricLines& metric : metrics) sum += metric.numbers(most);
    return sum;
  };
  while (most > kFewestPoints && numbers() > kNumbers)
    most = std::max(kFewestPoints, most * 9 / 10);
  return most;
}

}  // namespace

Value curves_json(const Shown& shown, const std::vector<ShownCell>& cells,
                  const std::vector<std::string>& metrics) {
  std::vector<MetricLines> kept;
  Value json{{"lines", Value::object()}, {"left_out", Value::array()}};
  std::size_t least = 0;    // numbers of all kept, with the fewest points
  std::size_t of_last = 0;  // of the last one: the next will have as many
  for (const std::string& metric : metrics) {
    if (least + of_last > kNumbers) {
      if (!is_measured_once(metric)) json["left_out"].push_back(metric);
      continue;
    }
    MetricLines found = lines_of_metric(shown, cells, metric);
    if (found.lines.empty()) continue;
    of_last = found.numbers(kFewestPoints);
    least += of_last;
    kept.push_back(std::move(found));
  }
  const std::size_t most = points_that_fit(kept);
  SharedEpochs epochs;
  for (const MetricLines& metric : kept)
    for (const auto& [cell, line] : metric.lines)
      json["lines"][metric.metric][std::to_string(cell)] = line_json(thinned(line, most), epochs);
  json["epochs"] = epochs.list();
  return json;
}

}  // namespace ice::report
