// The program `ice`: hands over to the roles of child processes, else parses the command line, does
// what it asks, and turns every error into its text and exit code.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstring>
#include <exception>
#include <filesystem>
#include <new>

#include "base/error.hpp"
#include "base/process.hpp"
#include "base/text.hpp"
#include "cli/command_info.hpp"
#include "cli/exit_code.hpp"
#include "cli/parse_error.hpp"
#include "cli/terminal.hpp"
#include "commands/commands.hpp"
#include "conformance/check.hpp"
#include "help/help_text.hpp"
#include "help/two_columns.hpp"
#include "inspect/gradients.hpp"
#include "inspect/landscape.hpp"
#include "plugin/catalog.hpp"
#include "predict/confusion.hpp"
#include "predict/evaluate.hpp"
#include "predict/predict.hpp"
#include "run/kernels.hpp"
#include "worker/worker.hpp"

namespace ice::cli {
namespace {

constexpr const char* kReport =
    "This is a bug in ice: please report it with the command, the study and the output of "
    "'ice doctor'";

std::optional<int> play_role(int argc, char** argv) {
  if (argc < 2) return std::nullopt;
  if (std::strcmp(argv[1], plugin::kProbeRole) == 0) return plugin::probe_main(argc, argv);
  if (std::strcmp(argv[1], conformance::kCheckRole) == 0)
    return conformance::check_main(argc, argv);
  if (std::strcmp(argv[1], worker::kWorkerRole) == 0) return worker::worker_main(argc, argv);
  if (std::strcmp(argv[1], predict::kPredictRole) == 0) return predict::predict_main(argc, argv);
  if (std::strcmp(argv[1], predict::kEvaluateRole) == 0) return predict::evaluate_main(argc, argv);
  if (std::strcmp(argv[1], predict::kConfusionRole) == 0)
    return predict::confusion_main(argc, argv);
  if (std::strcmp(argv[1], inspect::kGradientsRole) == 0)
    return inspect::gradients_main(argc, argv);
  if (std::strcmp(argv[1], inspect::kLandscapeRole) == 0)
    return inspect::landscape_main(argc, argv);
  return std::nullopt;
}

// Whether a line begins with its location: "f.yaml:3:5: ...". Others get "ice: " in front.
bool names_a_place(const std::string& line) {
  const std::vector<std::string> parts = base::split(line.substr(0, line.find(' ')), ':');
  return parts.size() >= 4 && base::parse_number(parts[1]) && base::parse_number(parts[2]);
}

int fail(const std::string& text, ExitCode code) {
  for (const std::string& line : base::split(text, '\n'))
    print_error(fmt::format("{}{}\n", names_a_place(line) ? "" : "ice: ", line));
  return code;
}

void describe_program(CLI::App& app, Grammar& grammar) {
  app.set_version_flag("--version", "ice " ICE_VERSION, "Print the version");
  app.formatter_fn([&grammar](const CLI::App* command, const std::string&, CLI::AppFormatMode) {
    return help_text(describe(*command, grammar), help_width());
  });
  app.require_subcommand(0, 1);  // a study may be called as a command is: ice best plan
  const Command program(app, grammar);
  for (const auto add :
       {add_init,    add_import,    add_run,   add_plan,   add_submit,  add_task, add_collect,
        add_jobs,    add_ask,       add_tell,  add_fork,   add_studies, add_runs, add_show,
        add_compare, add_replay,    add_best,  add_claims, add_ideas,   add_plot, add_report,
        add_predict, add_gradcheck, add_graph, add_sql,    add_export,  add_tag,  add_note,
        add_rename,  add_rm,        add_db,    add_plugin, add_doctor})
    add(program);
  for (const auto add : {add_help, add_schema, add_man, add_completion, add_complete}) add(program);
  program.add_examples({"ice run experiments/quickstart.yaml", "ice plot quickstart curves"});
}

int parse_and_act(int argc, char** argv) {
  Grammar grammar;
  CLI::App app("Train grids of neural networks from a study file, and keep every run.", "ice");
  describe_program(app, grammar);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& success) {  // --help, --version
    return app.exit(success);
  } catch (const CLI::ParseError& error) {
    return fail(parse_error_text(app, error), kWrongUse);
  }
  if (!grammar.chosen) {
    fmt::print("{}", app.help());
    return 0;
  }
  run::require_usable_level();
  return grammar.chosen();
}

int flushed(int code) {
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return code;
  return fail(std::string("standard output: ") + std::strerror(errno), kWrongUse);
}

int act(int argc, char** argv) {
  try {
    return flushed(parse_and_act(argc, argv));
  } catch (const base::UserError& error) {
    return fail(error.what(), kWrongUse);
  } catch (const base::StoreError& error) {
    return fail(error.what(), kStoreUnusable);
  } catch (const base::PluginError& error) {
    return fail(error.what(), kWrongUse);
  } catch (const std::filesystem::filesystem_error& error) {
    return fail(error.path1().string() + ": " + error.code().message(), kWrongUse);
  } catch (const std::bad_alloc&) {
    return fail("not enough memory", kWrongUse);
  } catch (const std::exception& error) {
    return fail(fmt::format("{}\n{}", error.what(), kReport), kBug);
  }
}

}  // namespace
}  // namespace ice::cli

int main(int argc, char** argv) {
  ice::base::open_standard_streams();
  if (const auto code = ice::cli::play_role(argc, argv)) return *code;
  return ice::cli::act(argc, argv);
}
