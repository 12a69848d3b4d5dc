#include "text/confusion_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "base/error.hpp"
#include "base/text.hpp"
#include "predict/predict.hpp"
#include "report/confusion.hpp"
#include "report/paragraph.hpp"
#include "text/network_text.hpp"

namespace ice::cli {
namespace {

bool has_classes(const store::Run& run) {
  return std::ranges::any_of(
      run.metrics, [](const auto& metric) { return base::last_part(metric.name) == "accuracy"; });
}

std::uint64_t sample_count(const metric::Confusion& counts) {
  std::uint64_t samples = 0;
  for (std::size_t c = 0; c < counts.classes(); ++c) samples += counts.samples_of(c);
  return samples;
}

double fraction(std::uint64_t part, std::uint64_t whole) {
  return static_cast<double>(part) / static_cast<double>(whole);
}

base::Value fraction_json(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? base::Value() : base::Value(fraction(part, whole));
}

base::Value part_json(const metric::Confusion& counts) {
  base::Value rows = base::Value::array(), recall = rows, precision = rows;
  for (std::size_t c = 0; c < counts.classes(); ++c) {
    rows.push_back(base::Value::array());
    for (std::size_t predicted = 0; predicted < counts.classes(); ++predicted)
      rows.back().push_back(counts(c, predicted));
    recall.push_back(fraction_json(counts(c, c), counts.samples_of(c)));
    precision.push_back(fraction_json(counts(c, c), counts.called(c)));
  }
  return {{"counts", rows}, {"recall", recall}, {"precision", precision}};
}

}  // namespace

ShownConfusion find_confusion(const store::StoredRun& stored, const std::string& network,
                              const std::string& store_suffix) {
  if (!has_classes(stored.run)) return {};
  try {
    if (network.empty()) throw no_network(stored, store_suffix);
    return {predict::confusions_of({network, predict::recipes_of(stored.run.plugins, {})},
                                   std::filesystem::current_path()),
            ""};
  } catch (const base::UserError& error) {
    return {std::nullopt, error.what()};
  } catch (const base::PluginError& error) {
    return {std::nullopt, error.what()};
  }
}

std::string confusion_text(const ShownConfusion& shown, const report::TableStyle& style) {
  if (!shown.found)
    return shown.missing.empty() ? "" : report::paragraph("not known: " + shown.missing, 2);
  std::string text = fmt::format(
      "{}\na row is a true class, a column a predicted one; recall and precision in %\n",
      network_text(shown.found->epoch, shown.found->metric));
  for (const auto& [part, counts] : shown.found->parts) {
    const std::uint64_t samples = sample_count(counts);
    text += fmt::format("\n{}: {}, accuracy {}\n", part, base::format_count(samples, "sample"),
                        report::format_value(fraction(counts.right(), samples), style.precision)) +
            report::draw_confusion(counts, shown.found->classes, style);
  }
  return text;
}

base::Value confusion_json(const ShownConfusion& shown) {
  if (!shown.found && shown.missing.empty()) return nullptr;
  if (!shown.found) return {{"missing", shown.missing}};
  base::Value parts = base::Value::object();
  for (const auto& [part, counts] : shown.found->parts) parts[part] = part_json(counts);
  return {{"classes", shown.found->classes},
          {"epoch", shown.found->epoch},
          {"metric", shown.found->metric},
          {"parts", std::move(parts)}};
}

}  // namespace ice::cli
