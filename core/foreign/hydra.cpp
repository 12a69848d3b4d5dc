#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "foreign/sweep.hpp"
#include "study/yaml.hpp"

namespace ice::foreign {
namespace {

using base::Value;
using Texts = std::vector<std::string>;

bool is_quote(char c) { return c == '\'' || c == '"'; }

// The words of a line, as a shell parts them.
Texts words_of(std::string_view line) {
  Texts words;
  std::string word;
  bool is_open = false;
  char quote = '\0';
  for (const char c : line) {
    const bool is_blank = c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\\';
    if (quote != '\0' ? c == quote : is_quote(c)) {
      quote = quote == '\0' ? c : '\0';
      is_open = true;
    } else if (quote == '\0' && is_blank) {
      if (is_open) words.push_back(std::exchange(word, ""));
      is_open = false;
    } else {
      word += c;
      is_open = true;
    }
  }
  if (is_open) words.push_back(word);
  return words;
}

// Parts a text at commas that stand in no bracket.
Texts parted(std::string_view text) {
  Texts parts(1);
  int depth = 0;
  for (const char c : text) {
    if (c == '(' || c == '[' || c == '{') ++depth;
    if (c == ')' || c == ']' || c == '}') --depth;
    if (c == ',' && depth == 0)
      parts.emplace_back();
    else
      parts.back() += c;
  }
  for (std::string& part : parts) part = std::string(base::trim(part));
  return parts;
}

Value value_of(const std::string& text) {
  return study::to_value(study::parse_yaml(text, "command line"));
}

// "interval(1, 8)" -> its arguments; nothing where the text is no call of `name`.
std::optional<Texts> arguments_of(std::string_view text, std::string_view name) {
  if (!text.starts_with(name) || text.size() < name.size() + 2 || text[name.size()] != '(' ||
      text.back() != ')')
    return std::nullopt;
  return parted(text.substr(name.size() + 1, text.size() - name.size() - 2));
}

// Python's range(start, stop, step): without its end. Null where it is none.
Value values_of_range(const Texts& arguments) {
  std::array<double, 3> range{0, 0, 1};
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& argument = arguments[i];
    const std::size_t at = argument.starts_with("start=")  ? 0
                           : argument.starts_with("stop=") ? 1
                           : argument.starts_with("step=") ? 2
                           : arguments.size() == 1         ? 1
                                                           : i;
    const auto number = base::parse_number(argument.substr(argument.find('=') + 1));
    if (!number || at >= range.size()) return nullptr;
    range.at(at) = *number;
  }
  constexpr double kMost = 10000;
  const auto& [start, stop, step] = range;
  const double count = std::ceil((stop - start) / step);
  if (!(count >= 1 && count <= kMost)) return nullptr;  // also of NaN: a step of 0
  Value values = Value::array();
  for (int i = 0; i < static_cast<int>(count); ++i)
    values.push_back(base::normalized(start + i * step));
  return {{"values", values}};
}

// What stands behind NAME=; null where it has no counterpart.
Value definition_of_words(const std::string& text) {
  if (const auto choices = arguments_of(text, "choice")) {
    Value values = Value::array();
    for (const std::string& choice : *choices) values.push_back(value_of(choice));
    return {{"values", values}};
  }
  if (const auto range = arguments_of(text, "range")) return values_of_range(*range);
  if (const auto ends = arguments_of(text, "interval"); ends && ends->size() == 2)
    return {
        {"min", value_of((*ends)[0])}, {"max", value_of((*ends)[1])}, {"distribution", "uniform"}};
  for (const auto& [tag, distribution] :
       {std::pair("tag", "log_uniform"), std::pair("int", "int_uniform")}) {
    const auto arguments = arguments_of(text, tag);
    if (!arguments) continue;
    const bool is_known = arguments->size() == 1 || arguments->front() == "log";
    Value inner = is_known ? definition_of_words(arguments->back()) : Value();
    if (inner.contains("distribution")) inner["distribution"] = distribution;
    return inner;
  }
  for (const char* order : {"shuffle", "sort"})
    if (const auto arguments = arguments_of(text, order); arguments && arguments->size() == 1)
      return definition_of_words(arguments->front());
  if (text.ends_with(')')) return nullptr;
  const Texts choices = parted(text);
  if (choices.size() == 1) return {{"value", value_of(text)}};
  Value values = Value::array();
  for (const std::string& choice : choices) values.push_back(value_of(choice));
  return {{"values", values}};
}

}  // namespace

Sweep read_hydra(std::string_view text, const std::string& file) {
  Sweep sweep{.tool = "Hydra", .method = "grid"};
  for (const std::string& word : words_of(text)) {
    const auto equals = word.find('=');
    if (word.starts_with("~")) {  // takes a key away
      sweep.without_counterpart.push_back(word);
      continue;
    }
    if (equals == std::string::npos || word.starts_with("-")) continue;  // the program, -m
    const auto begin = std::min(word.find_first_not_of('+'), equals);    // +lr=1 adds a key there
    const std::string name = word.substr(begin, equals - begin), value = word.substr(equals + 1);
    if (name == "hydra.sweeper.n_trials") {
      sweep.cells =
          static_cast<std::uint64_t>(std::max(0.0, base::parse_number(value).value_or(0)));
      sweep.method = "bayes";
      continue;
    }
    Value definition = name.starts_with("hydra") ? Value() : definition_of_words(value);
    if (definition.is_null())
      sweep.without_counterpart.push_back(word);
    else
      sweep.parameters.push_back({name, std::move(definition)});
  }
  if (sweep.parameters.empty())
    throw base::UserError(file, "has no NAME=VALUES of a multirun of Hydra",
                          "For example: python train.py -m lr=0.1,0.01");
  for (const SweepParameter& parameter : sweep.parameters)
    if (parameter.definition.contains("min") && sweep.method == "grid") sweep.method = "random";
  return sweep;
}

}  // namespace ice::foreign
