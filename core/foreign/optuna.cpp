#include <fmt/format.h>

#include "base/error.hpp"
#include "foreign/sweep.hpp"

namespace ice::foreign {
namespace {

using base::Value;

// Today's distributions, and those of Optuna before version 3.
Value definition_of_distribution(const Value& distribution, const std::string& name,
                                 const std::string& file) {
  const std::string kind = distribution.value("name", "");
  const Value attributes = distribution.value("attributes", Value::object());
  if (kind == "CategoricalDistribution") return {{"values", attributes.value("choices", Value())}};
  const bool is_whole = kind.starts_with("Int");
  const bool is_log = kind.find("LogUniform") != std::string::npos ||
                      (attributes.contains("log") && attributes["log"] == true);
  if (!kind.ends_with("Distribution") || !attributes.contains("low") ||
      !attributes.contains("high"))
    throw base::UserError(file, fmt::format("'{}' has no distribution of Optuna's", name));
  Value definition{{"min", attributes["low"]}, {"max", attributes["high"]}};
  const Value step = attributes.value("step", attributes.value("q", Value()));
  const bool has_step = step.is_number() && !(is_whole && step == 1);
  if (has_step) definition["step"] = step;
  definition["distribution"] = is_log ? "log_uniform" : is_whole ? "int_uniform" : "uniform";
  if (is_whole && is_log && !has_step) definition["step"] = 1;
  return definition;
}

}  // namespace

Sweep read_optuna(std::string_view text, const std::string& file) {
  const Value space = Value::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!space.is_object())
    throw base::UserError(file, "is no search space of Optuna",
                          "It is a JSON map from names to distributions");
  Sweep sweep{.tool = "Optuna", .method = "bayes"};
  for (const auto& [name, distribution] : space.items()) {
    if (!distribution.is_object())
      throw base::UserError(file, fmt::format("'{}' has no distribution of Optuna's", name));
    sweep.parameters.push_back({name, definition_of_distribution(distribution, name, file)});
  }
  return sweep;
}

}  // namespace ice::foreign
