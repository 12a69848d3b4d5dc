// Progress for programs: one JSON event a line on standard output.
#include <fmt/format.h>

#include <cstdio>

#include "base/value.hpp"
#include "progress/progress.hpp"
#include "report/table.hpp"

namespace ice::cli {
namespace {

void emit(const base::Value& event) {
  fmt::print("{}\n", event.dump(-1, ' ', false, base::Value::error_handler_t::replace));
  std::fflush(stdout);
}

class JsonProgress : public run::Observer {
 public:
  void planned(const plan::Plan& plan) override {
    print_warnings(plan);
    emit({{"event", "planned"},
          {"to_run", plan.trials.size() + plan.undecided},
          {"recorded", plan.recorded.size()}});
  }

  void started(const run::Started& run) override {
    base::Value parameters = base::Value::object();
    for (const auto& [name, value] : run.parameters) parameters[name] = value;
    emit({{"event", "started"},
          {"key", run.key},
          {"cell", run.cell},
          {"seed", run.seed},
          {"worker", run.worker},
          {"parameters", parameters}});
  }

  void progress(const run::Progress& run) override {
    emit({{"event", "progress"},
          {"key", run.key},
          {"epoch", run.epoch},
          {"epochs", run.epochs},
          {"cost", report::json_field(run.cost)}});
  }

  void done(const store::Run& run) override {
    base::Value metrics = base::Value::object();
    for (const store::Metric& metric : run.metrics)
      metrics[metric.name] = report::json_field(metric.final);
    emit({{"event", "done"},
          {"key", run.key},
          {"status", store::to_string(run.status)},
          {"error", run.error},
          {"seconds", run.seconds},
          {"epochs", run.epochs},
          {"metrics", metrics}});
  }

  void worker_lost(unsigned worker, const std::string& how) override {
    emit({{"event", "worker_lost"}, {"worker", worker}, {"how", how}});
  }
};

}  // namespace

std::unique_ptr<run::Observer> make_json_progress() { return std::make_unique<JsonProgress>(); }

}  // namespace ice::cli
