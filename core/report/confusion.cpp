#include "report/confusion.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>

#include "report/terminal/style.hpp"
#include "report/terminal/unicode.hpp"

namespace ice::report {
namespace {

constexpr std::string_view kPrecision = "precision", kRecall = "recall";
constexpr std::size_t kMostClasses = 20;
constexpr std::size_t kPercent = 5;  // columns of "100.0"

std::string percent(std::uint64_t part, std::uint64_t whole) {
  if (whole == 0) return "-";
  return fmt::format("{:.1f}", 100 * static_cast<double>(part) / static_cast<double>(whole));
}

// Columns of the terminal that the names of the rows take, and each class.
struct ConfusionLayout {
  std::size_t name = 0, cell = kPercent;

  [[nodiscard]] std::size_t width(std::size_t classes) const {
    return name + classes * (1 + cell) + 2 + kRecall.size();
  }
};

std::optional<ConfusionLayout> lay_out(const metric::Confusion& counts,
                                       const std::vector<std::string>& classes, std::size_t width) {
  if (classes.size() > kMostClasses) return std::nullopt;
  std::size_t longest = 0;
  for (const std::string& name : classes)
    longest = std::max(longest, display_width(one_line(name)));
  ConfusionLayout layout{std::max(longest, kPrecision.size())};
  for (std::size_t c = 0; c < classes.size(); ++c)
    layout.cell = std::max(layout.cell, std::to_string(counts.samples_of(c)).size());
  const auto fits = [&] { return width == 0 || layout.width(classes.size()) <= width; };
  while (!fits() && layout.name > kPrecision.size()) --layout.name;
  if (!fits()) return std::nullopt;
  while (layout.cell < longest && fits()) ++layout.cell;  // for the names over the counts
  if (!fits()) --layout.cell;
  return layout;
}

std::string left(std::string_view text, std::size_t width) {
  const std::string shown = shorten(one_line(text), width);
  return shown + std::string(width - display_width(shown), ' ');
}

std::string right(std::string_view text, std::size_t width) {
  const std::string shown = shorten(one_line(text), width);
  return std::string(width - display_width(shown), ' ') + shown;
}

}  // namespace

std::string draw_confusion(const metric::Confusion& counts, const std::vector<std::string>& classes,
                           const TableStyle& style) {
  const auto layout = lay_out(counts, classes, style.width);
  if (!layout) return fmt::format("{} classes do not fit: --json has the counts\n", classes.size());
  const auto paint = [&](const std::string& text, Style as) {
    return painted(text, as, style.color);
  };
  const auto cell = [&](std::string_view text) { return " " + right(text, layout->cell); };

  std::string text(layout->name, ' ');
  for (const std::string& name : classes) text += paint(cell(name), Style::kBold);
  text += "  " + paint(std::string(kRecall), Style::kBold) + "\n";
  for (std::size_t truth = 0; truth < classes.size(); ++truth) {
    text += paint(left(classes[truth], layout->name), Style::kBold);
    for (std::size_t predicted = 0; predicted < classes.size(); ++predicted) {
      const std::uint64_t n = counts(truth, predicted);
      text += paint(cell(std::to_string(n)), truth == predicted ? Style::kGreen
                                             : n == 0           ? Style::kDim
                                                                : Style::kPlain);
    }
    const std::string recall = percent(counts(truth, truth), counts.samples_of(truth));
    text += "  " + right(recall, kRecall.size()) + "\n";
  }
  text += paint(left(kPrecision, layout->name), Style::kBold);
  for (std::size_t c = 0; c < classes.size(); ++c)
    text += cell(percent(counts(c, c), counts.called(c)));
  return text + "\n";
}

}  // namespace ice::report
