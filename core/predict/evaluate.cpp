#include "predict/evaluate.hpp"

#include <fmt/format.h>

#include <chrono>

#include "base/child.hpp"
#include "base/error.hpp"
#include "base/value.hpp"
#include "plugin/functions.hpp"
#include "plugin/library.hpp"

namespace ice::predict {
namespace {

constexpr std::chrono::seconds kGraphLimit{5};

std::vector<double> row_of(const base::Value& rows, const char* name) {
  return rows.at(name).get<std::vector<double>>();
}

base::Value as_list(const arma::mat& row) { return std::vector<double>(row.begin(), row.end()); }

// From -limit to limit, with 0 exactly in the middle: where relu has its kink.
arma::rowvec spread(double limit, int points) {
  arma::rowvec Z(static_cast<arma::uword>(points));
  for (int i = 0; i < points; ++i) Z[i] = limit * (2 * i - (points - 1)) / (points - 1);
  return Z;
}

// What the child answers. dA = 1 makes dZ the slope.
base::Value graph_of(const base::Value& request) {
  const plugin::Activation activation(plugin::create(plugin::recipe_from(request.at("recipe"))));
  const arma::mat Z = spread(request.at("limit"), request.at("points"));
  arma::mat A(arma::size(Z));
  arma::mat dZ(arma::size(Z));
  const arma::mat dA(arma::size(Z), arma::fill::ones);
  activation.forward(Z, A);
  activation.backward(Z, A, dA, dZ);
  return {{"z", as_list(Z)}, {"value", as_list(A)}, {"slope", as_list(dZ)}};
}

}  // namespace

Graph evaluate(const plugin::Resolved& activation, double limit, int points) {
  const base::Value request{
      {"recipe", to_value(plugin::recipe(activation))}, {"limit", limit}, {"points", points}};
  const base::Answer answer = base::ask_child(kEvaluateRole, request.dump(), kGraphLimit);
  if (answer.kind != base::Answer::Kind::kValue)
    throw base::PluginError(fmt::format(
        "{}: {}{}", activation.plugin->id,
        answer.kind == base::Answer::Kind::kEnded ? "computing its graph " : "", answer.text));
  return {row_of(answer.value, "z"), row_of(answer.value, "value"), row_of(answer.value, "slope")};
}

int evaluate_main(int argc, char** argv) {
  base::answer_parent(
      argc, argv, [](const std::string& request) { return graph_of(base::Value::parse(request)); });
}

}  // namespace ice::predict
