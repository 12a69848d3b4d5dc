#include "worker/message.hpp"

#include <exception>
#include <utility>

#include "base/error.hpp"
#include "base/whole_number.hpp"

namespace ice::worker {
namespace {

using base::Value;
using base::whole_number;

template <class Message, class Read>
Message read_message(Value value, Read read) {
  try {
    return read(value.at("is").get_ref<const std::string&>(), value);
  } catch (const std::exception& error) {
    throw base::Error(std::string("a message between processes is wrong: ") + error.what());
  }
}

Value value_of(const Setup& setup) {
  Value datasets = Value::array();
  for (const Setup::Dataset& dataset : setup.datasets)
    datasets.push_back({{"fd", dataset.fd}, {"shape", data::to_value(dataset.shape)}});
  Value plugins = Value::array();
  for (const plugin::Recipe& recipe : setup.plugins) plugins.push_back(plugin::to_value(recipe));
  return {{"is", "setup"},
          {"datasets", std::move(datasets)},
          {"plugins", std::move(plugins)},
          {"record_points", setup.record_points},
          {"memory", setup.memory},
          {"metric", setup.metric}};
}

Setup setup_from(const Value& value) {
  Setup setup;
  for (const Value& dataset : value.at("datasets"))
    setup.datasets.push_back(
        {static_cast<int>(whole_number(dataset.at("fd"))), data::shape_from(dataset.at("shape"))});
  for (const Value& recipe : value.at("plugins"))
    setup.plugins.push_back(plugin::recipe_from(recipe));
  setup.record_points = whole_number(value.at("record_points"));
  setup.memory = whole_number(value.at("memory"));
  setup.metric = value.at("metric");
  return setup;
}

Value value_of(const Job& job) {
  return {{"is", "job"},
          {"id", job.id},
          {"seed", job.seed},
          {"dataset", job.dataset},
          {"code", job.code.resolved},
          {"network_file", job.network_file},
          {"saves_best", job.saves_best}};
}

Value value_of(const Begun& begun) { return {{"is", "begun"}, {"job", begun.job}}; }

Value value_of(const Epoch& epoch) {
  return {{"is", "epoch"}, {"job", epoch.job}, {"epoch", epoch.epoch}, {"cost", epoch.cost}};
}

Value value_of(const Ended& ended) {
  const RunResult& result = ended.result;
  Value metrics = Value::array();
  for (const store::Metric& m : result.metrics)
    metrics.push_back({m.name, m.final, m.best, m.best_epoch});
  Value curves = Value::array();
  for (const store::Curve& c : result.curves) curves.push_back({c.metric, c.epochs, c.values});
  return {{"is", "ended"},
          {"job", ended.job},
          {"status", to_string(result.status)},
          {"error", result.error},
          {"epochs", result.epochs},
          {"seconds", result.seconds},
          {"metrics", std::move(metrics)},
          {"curves", std::move(curves)}};
}

Ended ended_from(const Value& value) {
  Ended ended{whole_number(value.at("job")), {}};
  RunResult& result = ended.result;
  result.status = store::status_from(value.at("status").get<std::string>()).value();
  result.error = value.at("error");
  result.epochs = whole_number(value.at("epochs"));
  result.seconds = value.at("seconds");
  for (const Value& m : value.at("metrics"))
    result.metrics.push_back({m.at(0), m.at(1), m.at(2), whole_number(m.at(3))});
  for (const Value& c : value.at("curves")) {
    store::Curve& curve = result.curves.emplace_back(store::Curve{c.at(0), {}, c.at(2)});
    for (const Value& epoch : c.at(1)) curve.epochs.push_back(whole_number(epoch));
  }
  return ended;
}

}  // namespace

Value to_value(const ToWorker& message) {
  return std::visit([](const auto& m) { return value_of(m); }, message);
}

Value to_value(const FromWorker& message) {
  return std::visit([](const auto& m) { return value_of(m); }, message);
}

ToWorker to_worker_from(Value value) {
  return read_message<ToWorker>(std::move(value), [](const std::string& is, Value& v) -> ToWorker {
    if (is == "setup") return setup_from(v);
    if (is != "job") throw base::Error("unknown message to a worker: " + is);
    return Job{whole_number(v.at("id")),      whole_number(v.at("seed")),
               whole_number(v.at("dataset")), code::read_code(std::move(v.at("code"))),
               v.at("network_file"),          v.at("saves_best")};
  });
}

FromWorker from_worker_from(Value value) {
  return read_message<FromWorker>(
      std::move(value), [](const std::string& is, Value& v) -> FromWorker {
        if (is == "begun") return Begun{whole_number(v.at("job"))};
        if (is == "epoch")
          return Epoch{whole_number(v.at("job")), whole_number(v.at("epoch")), v.at("cost")};
        if (is != "ended") throw base::Error("unknown message of a worker: " + is);
        return ended_from(v);
      });
}

}  // namespace ice::worker
