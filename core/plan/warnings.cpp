#include "plan/warnings.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "metric/metric.hpp"

namespace ice::plan {
namespace {

// Studies look in both directions for what is neither good nor bad, as the distance between the
// units of a layer.
bool has_nature(const std::string& name) {
  const metric::Metric* const metric = metric::find(name);
  return metric == nullptr || metric->better != metric::Better::kNeither;
}

// The location of the goal; the study's file when it came from the command line.
std::string location_of_goal(const study::Study& study) {
  for (const char* path : {"experiment.metric.goal", "experiment.metric"})
    if (const auto at = study.locations.find(path); at != study.locations.end()) return at->second;
  return study.file;
}

// Whether the study asks how much the number of training samples does.
bool varies_training_part(const study::Study& study) {
  return std::ranges::any_of(study.experiment.parameters, [](const study::Parameter& parameter) {
    return parameter.name == "data.split.train";
  });
}

}  // namespace

std::vector<std::string> warnings_of(const study::Study& study) {
  base::Diagnostics warnings;
  const study::Experiment& experiment = study.experiment;
  const study::Goal natural = study::natural_goal(experiment.metric);
  if (has_nature(experiment.metric) && experiment.goal != natural) {
    const bool minimizes = experiment.goal == study::Goal::kMinimize;
    warnings.add(location_of_goal(study),
                 fmt::format("experiment.metric: {} is better when it is {}, and the goal is to {} "
                             "it: the worst cells come first",
                             experiment.metric, minimizes ? "larger" : "smaller",
                             minimizes ? "minimize" : "maximize"),
                 fmt::format("Set goal: {}, or leave it out", minimizes ? "maximize" : "minimize"));
  }
  return warnings.texts();
}

std::vector<std::string> warnings_of(const study::Study& study, const study::Trial& trial,
                                     const code::ResolvedCode& resolved, const data::Shape& data) {
  base::Diagnostics warnings;
  const auto add = [&](const std::string& path, const std::string& found, const std::string& hint) {
    warnings.add(code::location_of(study, trial, path), data::code_path(path) + ": " + found, hint);
  };
  const std::uint64_t size = resolved.code.batch_size;  // 0: full
  if (size > data.train.m)
    add("training.batch_size",
        fmt::format("{} is more than the {} of the training part: each step takes all of them",
                    base::format_count(size), base::format_count(data.train.m, "sample")),
        "Write full where that is meant");
  if (data.left_over > 0 && !varies_training_part(study))
    add("data.split",
        fmt::format("{} in no part: train has {}, dev {}, test {}",
                    data.left_over == 1 ? "1 sample is"
                                        : base::format_count(data.left_over, "sample") + " are",
                    base::format_count(data.train.m), base::format_count(data.dev.m),
                    base::format_count(data.test.m)),
        "Leave train out to give it all that dev and test leave");
  return warnings.texts();
}

}  // namespace ice::plan
