#include "predict/predict.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/child.hpp"
#include "base/error.hpp"
#include "metric/metric.hpp"
#include "nn/metrics.hpp"
#include "nn/view.hpp"
#include "plugin/catalog.hpp"
#include "predict/inputs.hpp"
#include "predict/load_network.hpp"

namespace ice::predict {
namespace {

using base::Value;

// Predicts samples and makes a table of the predictions.
template <class T>
class Predictor {
 public:
  Predictor(nn::Network<T>& network, const data::Shape& shape, Inputs<T> inputs)
      : network_(network),
        shape_(shape),
        part_{std::move(inputs.X), std::move(inputs.Y), inputs.weights, inputs.weights},
        has_targets_(part_.Y.n_cols > 0),
        above_(shape.task == data::Task::kBinary ? nn::positive_above(network) : T(0)) {}

  Value run() {
    Value rows = Value::array();
    for (arma::uword first = 0; first < part_.X.n_cols; first += network_.capacity()) {
      const arma::uword end = std::min<arma::uword>(first + network_.capacity(), part_.X.n_cols);
      const arma::Mat<T>& A = network_.predict(nn::columns(part_.X, first, end - first));
      for (arma::uword j = 0; j < A.n_cols; ++j) rows.push_back(row(first + j, A.colptr(j)));
    }
    return {{"columns", columns()}, {"rows", std::move(rows)}, {"scores", scores()}};
  }

 private:
  [[nodiscard]] bool has_classes() const { return shape_.task != data::Task::kRegression; }

  Value columns() const {
    Value names = Value::array({"sample"});
    const auto add = [&](const std::string& name) {
      const bool is_one = has_classes() || shape_.n_y == 1;
      for (std::uint64_t i = 0; i < (is_one ? 1 : shape_.n_y); ++i)
        names.push_back(is_one ? name : fmt::format("{}{}", name, i + 1));
    };
    add("prediction");
    if (has_targets_) add("target");
    if (!has_classes()) return names;
    const plugin::Activation& g = network_.options().layers.back().activation;
    const char* const kind = g.gives_probabilities() ? "p" : "output";
    for (std::size_t c = shape_.n_y == 1 ? 1 : 0; c < shape_.classes.size(); ++c)
      names.push_back(fmt::format("{}({})", kind, shape_.classes[c]));
    return names;
  }

  Value row(arma::uword sample, const T* outputs) const {
    Value fields = Value::array({sample + 1});
    add(outputs, above_, fields);
    if (has_targets_) add(part_.Y.colptr(sample), T(0.5), fields);
    if (has_classes())
      for (std::uint64_t i = 0; i < shape_.n_y; ++i) fields.push_back(outputs[i]);
    return fields;
  }

  // Adds the class that a column of outputs or targets stands for, or its numbers.
  void add(const T* column, T above, Value& fields) const {
    const T* const end = column + shape_.n_y;
    if (shape_.task == data::Task::kBinary)
      fields.push_back(shape_.classes[*column > above ? 1 : 0]);
    else if (has_classes())
      fields.push_back(shape_.classes[std::max_element(column, end) - column]);
    else
      for (std::uint64_t i = 0; i < shape_.n_y; ++i) fields.push_back(in_own_unit(column[i], i));
  }

  // A number in the unit of the data that the network was trained on.
  [[nodiscard]] T in_own_unit(T number, std::uint64_t row) const {
    if (shape_.target_mean.empty()) return number;
    return static_cast<T>(shape_.target_mean[row] + shape_.target_deviation[row] * number);
  }

  Value scores() {
    Value list = Value::array();
    if (!has_targets_) return list;
    nn::Evaluator<T> evaluator(part_, shape_.task, {shape_.target_deviation});
    const metric::Evidence* const evidence = evaluator.evaluate(network_);
    data::Shape only_test = shape_;
    only_test.train.m = only_test.dev.m = 0;
    only_test.test.m = part_.X.n_cols;
    for (const std::string& name : nn::metric_names(only_test, 0, false)) {
      const metric::Metric& row = *metric::find(name);
      list.push_back({row.name, value_of(row, evidence)});
    }
    return list;
  }

  nn::Network<T>& network_;
  const data::Shape& shape_;
  data::Part<T> part_;
  bool has_targets_;
  T above_;
};

template <class T>
Value predictions(const Prediction& prediction, const NetworkFacts& facts) {
  const auto network = load_network<T>(prediction.network, facts);
  Inputs<T> inputs = prediction.grid
                         ? inputs_from<T>(samples_on(*prediction.grid), facts.shape, "a plane")
                         : read_inputs<T>(prediction.data, facts.shape, facts.code.data);
  const std::vector<std::string> notes = std::move(inputs.notes);
  Value told = Predictor<T>(*network, facts.shape, std::move(inputs)).run();
  told["notes"] = notes;
  return told;
}

Value request_of(const Prediction& prediction) {
  Value value{{"network", to_value(prediction.network)}, {"data", prediction.data.string()}};
  if (const auto& grid = prediction.grid)
    value["grid"] = {grid->x_low, grid->x_high, grid->y_low, grid->y_high, grid->n};
  return value;
}

Prediction prediction_from(const Value& value) {
  Prediction prediction{.network = saved_network_from(value.at("network")),
                        .data = value.at("data").get<std::string>()};
  if (const auto grid = value.find("grid"); grid != value.end())
    prediction.grid = Raster{grid->at(0), grid->at(1), grid->at(2), grid->at(3), grid->at(4)};
  return prediction;
}

Predicted predicted_from(const Value& value) {
  Predicted predicted;
  value.at("columns").get_to(predicted.table.columns);
  for (const Value& row : value.at("rows"))
    predicted.table.rows.emplace_back(row.begin(), row.end());
  for (const Value& score : value.at("scores"))
    predicted.scores.emplace_back(score.at(0), score.at(1));
  predicted.epoch = value.at("epoch");
  predicted.metric = value.at("metric");
  value.at("notes").get_to(predicted.notes);
  return predicted;
}

Value answer(const Prediction& prediction) {
  const NetworkFacts facts = facts_of(prediction.network);
  Value told = facts.shape.precision == data::Precision::kFloat64
                   ? predictions<double>(prediction, facts)
                   : predictions<float>(prediction, facts);
  told["epoch"] = facts.epoch;
  told["metric"] = facts.metric;
  return told;
}

}  // namespace

std::vector<plugin::Recipe> recipes_of(const std::vector<store::PluginUse>& uses,
                                       const std::vector<std::filesystem::path>& search_path) {
  std::vector<std::filesystem::path> first = search_path;
  for (const store::PluginUse& use : uses)
    if (!use.id.starts_with("core/") && std::filesystem::exists(use.path))
      first.emplace_back(use.path);
  const plugin::Catalog catalog = plugin::Catalog::scan(plugin::search_path(first, {}));
  std::vector<plugin::Recipe> recipes;
  for (const store::PluginUse& use : uses) {
    const plugin::PluginInfo& plugin =
        catalog.find(plugin::kind_from(use.kind).value(), use.id, "plugin " + use.id);
    if (!use.id.starts_with("core/") && plugin.sha256 != use.sha256)
      throw base::UserError("plugin " + use.id,
                            plugin.file.string() + " is not the file that the run was trained with",
                            "Give that one with --plugin");
    recipes.push_back(plugin::recipe({&plugin, Value::object()}));
  }
  return recipes;
}

Predicted predict(const Prediction& prediction) {
  return predicted_from(ask_about_network(kPredictRole, request_of(prediction)));
}

int predict_main(int argc, char** argv) {
  base::answer_parent(argc, argv, [](const std::string& request) {
    return answer(prediction_from(Value::parse(request)));
  });
}

}  // namespace ice::predict
