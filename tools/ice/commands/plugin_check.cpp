// `ice plugin check`: the tests of plugins, a line each as they end.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>

#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/options.hpp"
#include "cli/terminal.hpp"
#include "commands/plugin.hpp"
#include "conformance/check.hpp"
#include "plugin/check_note.hpp"
#include "report/terminal/style.hpp"
#include "report/terminal/unicode.hpp"

namespace ice::cli {
namespace {

using conformance::CheckOutcome;
using conformance::CheckResult;

constexpr int kFailedCode = 1;

struct PluginCheckOptions {
  std::string target;  // a file or a name
  std::string level = "standard";
  std::vector<std::string> skip;
  conformance::CheckOptions check;
  PluginOptions plugins;
  OutputOptions output;
};

bool is_file(const std::string& target) {
  return target.ends_with(".so") || std::filesystem::is_regular_file(target);
}

std::vector<const plugin::PluginInfo*> held_by(const plugin::Catalog& catalog,
                                               const PluginCheckOptions& options) {
  const std::filesystem::path file = std::filesystem::weakly_canonical(options.target);
  for (const plugin::Refusal& refusal : catalog.refusals()) {
    if (refusal.file == file) throw base::UserError(options.target, refusal.reason);
  }
  std::vector<const plugin::PluginInfo*> found;
  for (const plugin::PluginInfo& info : catalog.plugins()) {
    if (info.file == file && options.plugins.wants(info.kind)) found.push_back(&info);
  }
  if (found.empty())
    throw base::UserError(options.target, fmt::format("holds no {}", options.plugins.kind));
  return found;
}

std::vector<const plugin::PluginInfo*> chosen_plugins(const plugin::Catalog& catalog,
                                                      const PluginCheckOptions& options) {
  return is_file(options.target) ? held_by(catalog, options)
                                 : options.plugins.find(catalog, options.target);
}

std::map<std::string, std::string> parse_skips(const std::vector<std::string>& texts) {
  std::map<std::string, std::string> skip;
  for (const std::string& text : texts) {
    const std::size_t at = text.find('=');
    if (at == text.npos || at + 1 == text.size())
      throw base::UserError("--skip", fmt::format("'{}' gives no reason", text),
                            fmt::format("Write --skip '{}=why'.", text.substr(0, at)));
    skip[text.substr(0, at)] = text.substr(at + 1);
  }
  return skip;
}

struct Look {
  const char* word;
  report::Style style;
};

Look look_of(CheckOutcome outcome) {
  switch (outcome) {
    case CheckOutcome::kPassed:
      return {"passed", report::Style::kGreen};
    case CheckOutcome::kWarned:
      return {"warned", report::Style::kYellow};
    case CheckOutcome::kFailed:
      return {"FAILED", report::Style::kBoldRed};
    case CheckOutcome::kSkipped:
      return {"skipped", report::Style::kDim};
  }
  return {"", report::Style::kPlain};
}

std::string what_holds(const plugin::PluginInfo& info, const std::string& name) {
  for (const conformance::CheckTest& test : conformance::check_tests(info.kind)) {
    if (test.name == name) return test.what;
  }
  return "";
}

// "  passed   gradient        4 ms"; a failure says what should hold, what was found, and how to
// see it again.
std::string line_of(const plugin::PluginInfo& info, const CheckResult& result, bool color) {
  const Look look = look_of(result.outcome);
  const bool has_failed = result.outcome == CheckOutcome::kFailed;
  const std::string time =
      result.outcome == CheckOutcome::kSkipped ? "" : base::format_seconds(result.seconds);
  const std::string text = report::one_line(result.text);
  std::string line =
      fmt::format("  {}{:<{}}{:<14}{:>7}  {}", report::painted(look.word, look.style, color), "",
                  9 - std::string_view(look.word).size(), result.test, time,
                  has_failed ? what_holds(info, result.test) : text);
  line.erase(line.find_last_not_of(' ') + 1);
  line += '\n';
  if (has_failed)
    line += fmt::format("           found   {}\n           repeat  {}\n", text, result.repeat);
  return line;
}

std::string summary(const std::vector<CheckResult>& results, const PluginCheckOptions& options,
                    bool color) {
  std::vector<std::string> parts;
  double seconds = 0;
  for (const CheckResult& result : results) seconds += result.seconds;
  for (const auto outcome : {CheckOutcome::kPassed, CheckOutcome::kWarned, CheckOutcome::kFailed,
                             CheckOutcome::kSkipped}) {
    const auto count = std::count_if(results.begin(), results.end(),
                                     [&](const CheckResult& r) { return r.outcome == outcome; });
    if (count > 0)
      parts.push_back(report::painted(fmt::format("{} {}", count, to_string(outcome)),
                                      look_of(outcome).style, color));
  }
  return fmt::format("{} in {} (level {}, seed {})\n", base::join(parts, ", "),
                     base::format_seconds(seconds), options.level, options.check.seed);
}

// Level quick runs after each build and shows only what needs attention.
bool is_told(const CheckResult& result, const PluginCheckOptions& options) {
  return options.check.level != plugin::CheckLevel::kQuick ||
         result.outcome == CheckOutcome::kFailed || result.outcome == CheckOutcome::kWarned;
}

void tell(const std::string& text) {
  print(text);
  std::fflush(stdout);  // each line as its test ends
}

std::vector<CheckResult> check_one(const plugin::PluginInfo& info, const plugin::Catalog& catalog,
                                   const PluginCheckOptions& options, bool color) {
  const bool is_silent = options.output.json;
  const std::string head = fmt::format("{} {}", plugin::to_string(info.kind), info.id);
  bool is_headed = false;
  std::vector<CheckResult> results;
  conformance::check(info, catalog, options.check, [&](const CheckResult& result) {
    results.push_back(result);
    if (is_silent || !is_told(result, options)) return;
    if (!is_headed)
      tell(report::painted(head, report::Style::kBold, color) + "  " + info.file.string() + "\n");
    is_headed = true;
    tell(line_of(info, result, color));
  });
  if (!is_silent && !results.empty())
    tell((is_headed ? "" : head + ": ") + summary(results, options, color));
  return results;
}

// Keeps a note beside the file when all its plugins were checked by all tests of the level.
void keep_note(const PluginCheckOptions& options,
               const std::vector<const plugin::PluginInfo*>& plugins,
               const std::map<std::string, std::vector<std::string>>& failed) {
  const bool is_whole = is_file(options.target) && options.check.only.empty() &&
                        options.check.skip.empty() && options.plugins.kind.empty();
  if (!is_whole) return;
  plugin::keep_check_note(plugins.front()->file,
                          {plugins.front()->sha256, options.check.level, failed});
}

int check_plugins(PluginCheckOptions options) {
  options.check.level = plugin::check_level_from(options.level).value();
  options.check.skip = parse_skips(options.skip);
  if (is_file(options.target)) {
    if (!std::filesystem::exists(options.target))
      throw base::UserError(options.target, "no such file");
    options.plugins.plugins.insert(options.plugins.plugins.begin(), options.target);
  }
  const plugin::Catalog catalog = options.plugins.catalog();
  const bool color = wants_color(stdout, options.output.no_color);

  base::Value json = base::Value::array();
  std::map<std::string, std::vector<std::string>> failed;  // plugin -> tests
  const std::vector<const plugin::PluginInfo*> chosen = chosen_plugins(catalog, options);
  for (const plugin::PluginInfo* info : chosen) {
    for (const CheckResult& result : check_one(*info, catalog, options, color)) {
      json.push_back(to_value(result));
      if (result.outcome == CheckOutcome::kFailed)
        failed[fmt::format("{} {}", plugin::to_string(info->kind), info->id)].push_back(
            result.test);
    }
  }
  if (json.empty())
    throw base::UserError("--only", fmt::format("'{}' matches no test of level {}",
                                                options.check.only, options.level));
  keep_note(options, chosen, failed);
  if (options.output.json) print(json.dump(2) + "\n");
  return failed.empty() ? 0 : kFailedCode;
}

}  // namespace

void add_plugin_check(const Command& group) {
  const auto options = std::make_shared<PluginCheckOptions>();
  const Command command = group.add_command("check", "Find what is commonly wrong with a plugin");
  command
      .add_argument("PLUGIN", options->target,
                    "A file (acme.ice.so; when it fails a note stays "
                    "beside it, FILE.check) or a name (acme/swish)")
      .required()
      .takes({ValueKind::kPlugin, ValueKind::kFile});
  command.add_option("--level", options->level, "quick, standard or strict [standard]")
      .type_name("LEVEL")
      .one_of({"quick", "standard", "strict"});
  command.add_option("--only", options->check.only, "Tests that match, as in 'swish (shape|batch)'")
      .type_name("REGEX");
  command.add_option("--skip", options->skip, "A test not to run, as in 'finite=it is e^z'")
      .type_name("NAME=REASON")
      .one_each();
  command.add_option("--seed", options->check.seed, "Of the random inputs [1]").type_name("N");
  add_plugin_options(command, options->plugins);
  command.add_flag("--json", options->output.json, "As JSON");
  add_color_option(command, options->output);
  command.add_examples({"ice plugin check build/acme.ice.so",
                        "ice plugin check acme/swish --level strict --seed 7",
                        "ice plugin check acme/swish --only gradient"});
  command.does([options] { return check_plugins(*options); });
}

}  // namespace ice::cli
