#include "inspect/subject.hpp"

#include <fmt/format.h>

#include <chrono>

#include "base/child.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "plan/planning_context.hpp"

namespace ice::inspect {
namespace {

constexpr std::chrono::hours kLimit{1};

// A plan of everything, as if nothing were recorded.
plan::Plan plan_of_all(const study::Study& study, plan::PlanningContext& context) {
  return plan::make_plan(study, context.resolver, context.datasets,
                         [](std::span<const std::string> keys) {
                           return std::vector<std::optional<store::Status>>(keys.size());
                         });
}

Subject subject_from_plan(const study::Study& study, plan::PlanningContext& context,
                          const plan::PlannedTrial& planned) {
  plan::ResolvedTrial made = context.resolve(planned);
  Subject subject{std::move(made.code),
                  made.trial.seed,
                  {},
                  std::filesystem::absolute(study.file).parent_path(),
                  std::move(made.trial.parameters)};
  for (const code::PluginReference& reference : made.resolved.plugins)
    subject.plugins.push_back(plugin::recipe({reference.plugin, base::Value::object()}));
  return subject;
}

}  // namespace

base::Value to_value(const Subject& subject) {
  base::Value plugins = base::Value::array();
  for (const plugin::Recipe& recipe : subject.plugins) plugins.push_back(plugin::to_value(recipe));
  return {{"code", subject.code.resolved},
          {"seed", subject.seed},
          {"plugins", std::move(plugins)},
          {"folder", subject.folder.string()}};
}

Subject subject_from(const base::Value& value) {
  Subject subject{code::read_code(value.at("code")),
                  value.at("seed"),
                  {},
                  value.at("folder").get<std::string>()};
  for (const base::Value& recipe : value.at("plugins"))
    subject.plugins.push_back(plugin::recipe_from(recipe));
  return subject;
}

Subject subject_of_cell(const study::Study& study,
                        const std::vector<std::filesystem::path>& plugins, std::uint64_t n) {
  plan::PlanningContext context(study, plugins);
  const plan::Plan plan = plan_of_all(study, context);
  for (const plan::PlannedTrial& trial : plan.trials)
    if (trial.cell + 1 == n) return subject_from_plan(study, context, trial);
  throw base::UserError(
      study.file, fmt::format("there is no cell {}", n),
      fmt::format("The study plans {}", base::format_count(plan.cells.size(), "cell")));
}

Subject subject_of_run(const study::Study& study, const std::vector<std::filesystem::path>& plugins,
                       const std::string& key) {
  plan::PlanningContext context(study, plugins);
  const plan::Plan plan = plan_of_all(study, context);
  for (const plan::PlannedTrial& trial : plan.trials)
    if (code::unpack_key(trial.key) == key) return subject_from_plan(study, context, trial);
  throw plan::not_planned(study, key);
}

base::Value ask_about_subject(const char* role, const base::Value& request,
                              const std::string& doing) {
  base::Answer answer = base::ask_child(role, request.dump(), kLimit);
  if (answer.kind == base::Answer::Kind::kError) throw base::UserError("", answer.text);
  if (answer.kind == base::Answer::Kind::kEnded)
    throw base::PluginError("the network's plugins: " + doing + " " + answer.text);
  return std::move(answer.value);
}

}  // namespace ice::inspect
