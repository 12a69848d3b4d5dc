#include "inspect/parameter_name.hpp"

#include <fmt/format.h>

#include <regex>

#include "base/error.hpp"
#include "base/text.hpp"

namespace ice::inspect {
namespace {

constexpr const char* kForm = "Write W[l](row, column) or b[l](row), for example W[1](1, 2)";

// Where W[l] begins in the vector of all parameters.
std::uint64_t start_of(std::uint64_t l, const LayerSizes& sizes) {
  std::uint64_t start = 0;
  for (std::uint64_t k = 1; k < l; ++k) start += sizes[k - 1].first * (sizes[k - 1].second + 1);
  return start;
}

}  // namespace

std::uint64_t place_of(const std::string& name, const LayerSizes& sizes) {
  static const std::regex form(
      R"(\s*([Wwb])(?:\[(\d{1,6})\]\((\d{1,9})(?:\s*,\s*(\d{1,9}))?\))?\s*)");
  std::smatch part;
  if (!std::regex_match(name, part, form))
    throw base::UserError("parameter " + name, "is no name of a parameter", kForm);
  const auto number = [&](std::size_t i) { return part[i].matched ? std::stoull(part[i]) : 1; };
  const bool is_bias = part[1] == "b";
  const std::uint64_t l = number(2), row = number(3), col = number(4);
  if (l < 1 || l > sizes.size())
    throw base::UserError("parameter " + name,
                          "the network has " + base::format_count(sizes.size(), "layer"));
  const auto [rows, columns] = sizes[l - 1];
  if (row < 1 || row > rows || col < 1 || col > (is_bias ? 1 : columns))
    throw base::UserError(
        "parameter " + name,
        fmt::format("{}[{}] is ({}, {})", is_bias ? 'b' : 'W', l, rows, is_bias ? 1 : columns));
  return start_of(l, sizes) + (is_bias ? rows * columns : (col - 1) * rows) + row - 1;
}

std::string name_of(std::uint64_t place, const LayerSizes& sizes) {
  std::uint64_t l = 1;
  while (l < sizes.size() && place >= start_of(l + 1, sizes)) ++l;
  const auto [rows, columns] = sizes[l - 1];
  const std::uint64_t at = place - start_of(l, sizes);
  if (at >= rows * columns) return fmt::format("b[{}]({})", l, at - rows * columns + 1);
  return fmt::format("W[{}]({}, {})", l, at % rows + 1, at / rows + 1);
}

}  // namespace ice::inspect
