#include "predict/saved_network.hpp"

#include <chrono>

#include "base/child.hpp"
#include "base/error.hpp"

namespace ice::predict {
namespace {

constexpr std::chrono::hours kLimit{1};

}  // namespace

base::Value to_value(const SavedNetwork& saved) {
  base::Value plugins = base::Value::array();
  for (const plugin::Recipe& recipe : saved.plugins) plugins.push_back(plugin::to_value(recipe));
  return {{"file", saved.file.string()}, {"plugins", std::move(plugins)}};
}

SavedNetwork saved_network_from(const base::Value& value) {
  SavedNetwork saved{value.at("file").get<std::string>()};
  for (const base::Value& recipe : value.at("plugins"))
    saved.plugins.push_back(plugin::recipe_from(recipe));
  return saved;
}

base::Value ask_about_network(const char* role, const base::Value& request) {
  base::Answer answer = base::ask_child(role, request.dump(), kLimit);
  if (answer.kind == base::Answer::Kind::kError) throw base::UserError("", answer.text);
  if (answer.kind == base::Answer::Kind::kEnded)
    throw base::PluginError("the network's plugins: predicting " + answer.text);
  return std::move(answer.value);
}

}  // namespace ice::predict
