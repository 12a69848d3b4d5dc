#include "run/worker_setup.hpp"

#include "plugin/library.hpp"

namespace ice::run {

worker::Setup worker_setup(const study::Study& study, const plan::PlanningContext& context) {
  worker::Setup setup;
  for (std::size_t i = 0; i < context.datasets.size(); ++i) {
    const data::Shared& shared = context.datasets.at(i);
    setup.datasets.push_back({shared.memory.get(), shared.shape});
  }
  for (const plugin::PluginInfo* plugin : context.resolver.plugins())
    setup.plugins.push_back(plugin::recipe({plugin, base::Value::object()}));
  setup.record_points = study.experiment.record_points;
  setup.memory = study.experiment.limit_memory;
  setup.metric = study.experiment.metric;
  return setup;
}

}  // namespace ice::run
