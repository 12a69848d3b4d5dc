#include "predict/confusion.hpp"

#include <fmt/format.h>

#include <tuple>
#include <utility>

#include "base/child.hpp"
#include "base/error.hpp"
#include "data/parts.hpp"
#include "nn/metrics.hpp"
#include "predict/load_network.hpp"

namespace ice::predict {
namespace {

using base::Value;

data::Shared training_data(const NetworkFacts& facts, const std::filesystem::path& folder) {
  data::Samples samples = data::load(facts.code.data, {folder});
  const std::string digest = data::digest(samples);
  if (digest != facts.shape.digest)
    throw base::UserError(
        "data '" + facts.shape.name + "'",
        fmt::format("they changed since the network was trained (digest {}.. then, {}.. now)",
                    facts.shape.digest.substr(0, 8), digest.substr(0, 8)),
        "Run the study again to train on these");
  return data::share(std::move(samples), facts.code.data, facts.shape.precision, digest);
}

Value list_of(const metric::ConfusionTable<double>& counts) {
  Value rows = Value::array();
  for (std::size_t truth = 0; truth < counts.classes(); ++truth) {
    Value row = Value::array();
    for (std::size_t predicted = 0; predicted < counts.classes(); ++predicted)
      row.push_back(static_cast<std::uint64_t>(counts(truth, predicted)));
    rows.push_back(std::move(row));
  }
  return rows;
}

metric::Confusion confusion_from(const Value& rows) {
  metric::Confusion counts(rows.size());
  for (std::size_t truth = 0; truth < rows.size(); ++truth)
    for (std::size_t predicted = 0; predicted < rows.size(); ++predicted)
      counts.add(truth, predicted, rows.at(truth).at(predicted).get<std::uint64_t>());
  return counts;
}

template <class T>
Value count(const SavedNetwork& saved, const NetworkFacts& facts, const data::Shared& shared) {
  const auto network = load_network<T>(saved, facts);
  const data::Parts<T> parts = data::map<T>(shared.shape, shared.memory.get());
  const bool only_train = shared.shape.dev.m + shared.shape.test.m == 0;
  Value counted = Value::array();
  for (const auto& [name, part, is_wanted] :
       {std::tuple("train", &parts.train, only_train), std::tuple("dev", &parts.dev, !only_train),
        std::tuple("test", &parts.test, !only_train)}) {
    if (!is_wanted || part->X.n_cols == 0) continue;
    nn::Evaluator<T> evaluator(*part, shared.shape.task, {.weighs = false});
    const metric::Evidence* const evidence = evaluator.evaluate(*network, /*outputs=*/false);
    if (evidence == nullptr)
      throw base::UserError(saved.file.string(), "the outputs of this network are not finite");
    counted.push_back({name, list_of(evidence->confusion)});
  }
  return counted;
}

Value answer_confusion(const Value& request) {
  const SavedNetwork saved = saved_network_from(request.at("network"));
  const NetworkFacts facts = facts_of(saved);
  if (facts.shape.task == data::Task::kRegression)
    throw base::UserError("data '" + facts.shape.name + "'", "its targets are no classes");
  const data::Shared shared = training_data(facts, request.at("folder").get<std::string>());
  return {{"classes", shared.shape.classes},
          {"parts", shared.shape.precision == data::Precision::kFloat64
                        ? count<double>(saved, facts, shared)
                        : count<float>(saved, facts, shared)},
          {"epoch", facts.epoch},
          {"metric", facts.metric}};
}

}  // namespace

Confusions confusions_of(const SavedNetwork& network, const std::filesystem::path& folder) {
  const Value answer = ask_about_network(
      kConfusionRole, {{"network", to_value(network)}, {"folder", folder.string()}});
  Confusions found{answer.at("classes"), {}, answer.at("epoch"), answer.at("metric")};
  for (const Value& part : answer.at("parts"))
    found.parts.push_back({part.at(0), confusion_from(part.at(1))});
  return found;
}

int confusion_main(int argc, char** argv) {
  base::answer_parent(argc, argv, [](const std::string& request) {
    return answer_confusion(Value::parse(request));
  });
}

}  // namespace ice::predict
