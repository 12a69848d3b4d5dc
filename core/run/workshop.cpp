#include "run/workshop.hpp"

#include <filesystem>
#include <variant>

#include "plugin/library.hpp"

namespace ice::run {

Workshop::Workshop(const spec::Study& study, const RunOptions& options)
    : expansion(study),
      catalog(plugin::Catalog::scan(plugin::search_path(options.plugins, study.plugin_path),
                                    study.plugins)),
      resolver(study, catalog),
      datasets(std::filesystem::path(study.file).parent_path()) {}

spec::Trial Workshop::trial(const PlannedTrial& planned) const {
  const auto content = expansion.choose(planned.slot);
  return expansion.build(std::get<spec::Choice>(content));
}

Setup setup_of(const spec::Study& study, const Workshop& workshop) {
  Setup setup;
  for (std::size_t i = 0; i < workshop.datasets.size(); ++i) {
    const data::Shared& shared = workshop.datasets.at(i);
    setup.datasets.push_back({shared.memory.get(), shared.shape});
  }
  for (const plugin::PluginInfo* plugin : workshop.resolver.plugins())
    setup.plugins.push_back(plugin::recipe({plugin, base::Value::object()}));
  setup.record_points = study.experiment.record_points;
  setup.memory = study.experiment.limit_memory;
  setup.metric = study.experiment.metric;
  return setup;
}

}  // namespace ice::run
