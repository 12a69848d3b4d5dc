#include "study/axes.hpp"

#include <algorithm>
#include <utility>

#include "base/error.hpp"
#include "study/distribution.hpp"

namespace ice::study {

std::size_t parameter_index(const std::vector<Parameter>& parameters, const std::string& name) {
  const auto found = std::ranges::find(parameters, name, &Parameter::name);
  if (found == parameters.end()) throw base::Error("study: " + name + " is not varied");
  return static_cast<std::size_t>(found - parameters.begin());
}

std::vector<Axis> axes_of(const Experiment& experiment) {
  const std::vector<Parameter>& parameters = experiment.parameters;
  std::vector<Axis> axes;
  std::vector<bool> is_placed(parameters.size(), false);
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (is_placed[i]) continue;
    const bool is_range = parameters[i].values.empty();
    Axis axis{{i}, is_range ? space_size(parameters[i]) : parameters[i].values.size()};
    for (const std::vector<std::string>& group : experiment.zip) {
      if (std::ranges::find(group, parameters[i].name) == group.end()) continue;
      axis.members.clear();
      for (const std::string& name : group)
        axis.members.push_back(parameter_index(parameters, name));
    }
    for (const std::size_t member : axis.members) is_placed[member] = true;
    axes.push_back(std::move(axis));
  }
  return axes;
}

}  // namespace ice::study
