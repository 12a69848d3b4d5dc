#include "report/claim_sentence.hpp"

#include <fmt/format.h>

#include <map>
#include <vector>

#include "base/text.hpp"
#include "report/table.hpp"

namespace ice::report {
namespace {

std::string side_text(const std::map<std::string, base::Value>& side) {
  std::vector<std::string> names;
  for (const auto& [name, value] : side) names.push_back(name);
  const std::vector<std::string> shown = short_names(names);
  std::vector<std::string> parts;
  std::size_t i = 0;
  for (const auto& [name, value] : side) parts.push_back(shown[i++] + " = " + base::to_text(value));
  return base::join(parts, ", ");
}

}  // namespace

std::string describe(const study::Claim& claim, study::Goal goal) {
  std::string text = fmt::format("{} has a {} {} than {}", side_text(claim.better),
                                 goal == study::Goal::kMinimize ? "lower" : "higher", claim.metric,
                                 side_text(claim.than));
  if (claim.by != 0) text += ", by more than " + base::format_number(claim.by);
  return text;
}

}  // namespace ice::report
