#pragma once
// Jobs and the setup of workers that can run them, without a plan.
#include <vector>

#include "support/studies.hpp"
#include "worker/message.hpp"

namespace ice::test {

/// Data of the small study in both precisions, all plugins of the catalogue.
struct Jobs {
  worker::Setup setup;

  Jobs() {
    for (const char* precision : {"float32", "float64"})
      datasets_.add(resolved({std::string("training.precision=") + precision}).code);
    for (std::size_t i = 0; i < datasets_.size(); ++i)
      setup.datasets.push_back({datasets_.at(i).memory.get(), datasets_.at(i).shape});
    for (const plugin::PluginInfo& plugin : catalog().plugins())
      setup.plugins.push_back(plugin::recipe({&plugin, base::Value::object()}));
  }

  /// The small study's run with other settings.
  [[nodiscard]] worker::Job job(std::uint64_t id,
                                const std::vector<std::string>& overrides = {}) const {
    code::Code code = resolved(overrides).code;
    const std::size_t dataset = code.precision == data::Precision::kFloat64 ? 1 : 0;
    return {id, 7, dataset, std::move(code)};
  }

 private:
  static code::ResolvedCode resolved(const std::vector<std::string>& overrides) {
    return Bench(small_study(overrides)).resolve();
  }

  plan::Datasets datasets_{"."};
};

}  // namespace ice::test
