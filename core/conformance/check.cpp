#include "conformance/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <regex>

#include "base/error.hpp"
#include "base/text.hpp"
#include "conformance/job.hpp"

namespace ice::conformance {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::array<std::string_view, 4> kOutcomes{"passed", "warned", "failed", "skipped"};

std::regex pattern(const std::string& only) {
  try {
    return std::regex(only);
  } catch (const std::regex_error&) {
    throw base::UserError("--only", fmt::format("'{}' is no regular expression", only));
  }
}

// The test's name: "acme/swish finite" -> "finite".
std::string test_of(const std::string& name) { return name.substr(name.rfind(' ') + 1); }

void refuse_unknown_tests(const std::map<std::string, std::string>& skip) {
  std::vector<std::string> known;
  for (const plugin::Kind kind : {plugin::Kind::kActivation, plugin::Kind::kInitializer,
                                  plugin::Kind::kLoss, plugin::Kind::kOptimizer}) {
    for (const CheckTest& test : check_tests(kind)) {
      if (std::find(known.begin(), known.end(), test.name) == known.end())
        known.push_back(test.name);
    }
  }
  for (const auto& [name, reason] : skip) {
    if (std::find(known.begin(), known.end(), test_of(name)) == known.end()) {
      throw base::UserError("--skip", fmt::format("no test '{}'", test_of(name)),
                            base::suggest(test_of(name), known));
    }
  }
}

const std::string* skip_reason(const CheckOptions& options, const std::string& plugin,
                               const std::string& test) {
  for (const std::string& name : {fmt::format("{} {}", plugin, test), test}) {
    const auto found = options.skip.find(name);
    if (found != options.skip.end()) return &found->second;
  }
  return nullptr;
}

// nullopt when the catalogue has no such plugin, or several.
std::optional<plugin::Recipe> recipe_of(const plugin::Catalog& catalog, plugin::Kind kind,
                                        const std::string& id) {
  try {
    return plugin::recipe(catalog.resolve(kind, id, ""));
  } catch (const base::UserError&) {
    return std::nullopt;
  }
}

const char* builtin_of(plugin::Kind kind) {
  switch (kind) {
    case plugin::Kind::kActivation:
      return "core/tanh";
    case plugin::Kind::kInitializer:
      return "core/he_normal";
    case plugin::Kind::kLoss:
      return "core/squared_error";
    case plugin::Kind::kOptimizer:
      return "core/adam";
  }
  return "";
}

Subject subject_of(const plugin::PluginInfo& plugin, const plugin::Catalog& catalog,
                   const CheckOptions& options) {
  Subject subject{plugin, options.level, options.seed, std::nullopt, std::nullopt};
  if (!plugin.fuses.empty())
    subject.fused = recipe_of(catalog, plugin::Kind::kActivation, plugin.fuses);
  subject.builtin = recipe_of(catalog, plugin.kind, builtin_of(plugin.kind));
  return subject;
}

std::string repeat_command(const CheckJob& job) {
  const Subject& subject = job.subject;
  return fmt::format("ice plugin check {} --only {} --level {} --seed {}",
                     base::shell_word(subject.plugin.file.string()),
                     base::shell_word(fmt::format("^{} {}$", subject.plugin.id, job.test)),
                     to_string(subject.level), subject.seed);
}

CheckResult run(const CheckJob& job, std::chrono::milliseconds limit) {
  CheckResult result{.plugin = job.subject.plugin.id, .test = job.test, .text = "", .repeat = ""};
  const auto start = Clock::now();
  Verdict verdict = run_job(job, limit);
  result.seconds = std::chrono::duration<double>(Clock::now() - start).count();
  result.outcome = verdict.outcome;
  result.text = std::move(verdict.text);
  if (result.outcome == CheckOutcome::kFailed) result.repeat = repeat_command(job);
  return result;
}

}  // namespace

std::string to_string(CheckOutcome outcome) {
  return std::string(kOutcomes.at(static_cast<std::size_t>(outcome)));
}

base::Value to_value(const CheckResult& result) {
  return {
      {"plugin", result.plugin}, {"test", result.test},     {"outcome", to_string(result.outcome)},
      {"text", result.text},     {"repeat", result.repeat}, {"seconds", result.seconds}};
}

void check(const plugin::PluginInfo& plugin, const plugin::Catalog& catalog,
           const CheckOptions& options, const std::function<void(const CheckResult&)>& on_result) {
  const std::regex only = pattern(options.only);
  refuse_unknown_tests(options.skip);
  const Subject subject = subject_of(plugin, catalog, options);
  for (const CheckTest& test : check_tests(plugin.kind)) {
    if (test.level > options.level || !std::regex_search(plugin.id + " " + test.name, only))
      continue;
    if (const std::string* reason = skip_reason(options, plugin.id, test.name))
      on_result({plugin.id, test.name, CheckOutcome::kSkipped, *reason, "", 0});
    else
      on_result(run({subject, test.name}, options.limit));
  }
}

}  // namespace ice::conformance
