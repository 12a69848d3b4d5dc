// `ice graph`: the computation graph of an expression, forward, backward and nudged.
#include <fmt/format.h>

#include <memory>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/options.hpp"
#include "cli/selection.hpp"
#include "commands/commands.hpp"
#include "expression/parse.hpp"
#include "text/expression_text.hpp"

namespace ice::cli {
namespace {

struct GraphOptions {
  std::string expression;
  std::vector<std::string> values;
  bool dot = false;
  OutputOptions output;
};

expression::Variables variables_from(const std::vector<std::string>& texts) {
  expression::Variables variables;
  for (const std::string& text : texts) {
    const std::size_t sign = text.find('=');
    const auto value =
        sign == std::string::npos ? std::nullopt : base::parse_number(text.substr(sign + 1));
    if (!value || sign == 0) throw base::UserError(text, "expected NAME=NUMBER, as in a=5");
    if (!variables.emplace(text.substr(0, sign), *value).second)
      throw base::UserError(text, "this variable has a number already");
  }
  return variables;
}

int graph(const GraphOptions& options) {
  const expression::Graph graph = expression::parse(options.expression);
  const expression::Variables variables = variables_from(options.values);
  const ComputedGraph computed(graph, variables);
  if (options.dot) {
    print(expression_dot(computed));
    return 0;
  }
  const report::TableStyle style = options.output.style();
  print_table(expression_table(computed), style, "");
  if (style.format == report::Format::kTable)
    print(
        fmt::format("\nValues are computed downwards, derivatives upwards. nudged: (J(x + {0}) - "
                    "J(x)) / {0};\ncentral: the same both ways, by about 6e-06.\n",
                    kCourseNudge));
  print_note(disagreements(computed), style);
  return 0;
}

}  // namespace

void add_graph(const Command& app) {
  const auto options = std::make_shared<GraphOptions>();
  const Command command = app.add_command(
      "graph", "An expression's computation graph: values, derivatives, and both nudged");
  command.section("Derivatives");
  command
      .add_argument("EXPR", options->expression,
                    "+ - * / ^, brackets, exp, log, sigmoid, tanh, relu ...; with names of its "
                    "own: 'u = b*c; 3*(a + u)'")
      .required();
  command.add_argument("VALUES", options->values, "NAME=NUMBER, for each variable");
  command.add_flag("--dot", options->dot, "The graph in Graphviz's language");
  add_output_options(command, options->output);
  command.add_examples(
      {"ice graph '3*(a + b*c)' a=5 b=3 c=2", "ice graph '3*(a + b*c)' a=5 b=3 c=2 --dot",
       "ice graph 'z = w*x + b; a = sigmoid(z); -(y*log(a) + (1-y)*log(1-a))' w=0.5 x=2 b=-1 y=1"});
  command.does([options] { return graph(*options); });
}

}  // namespace ice::cli
