// `ice import`: a study from another tool's sweep.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/options.hpp"
#include "commands/commands.hpp"
#include "foreign/skeleton.hpp"
#include "plugin/catalog.hpp"
#include "study/study.hpp"

namespace ice::cli {
namespace {

struct ImportOptions {
  std::string tool, source;
  std::filesystem::path file;
};

// The file's text; for Hydra the line itself may be given.
std::string text_of(const ImportOptions& options) {
  std::ifstream in(options.source, std::ios::binary);
  if (in && std::filesystem::is_regular_file(options.source))
    return {std::istreambuf_iterator<char>(in), {}};
  if (options.tool == "hydra" && options.source.find('=') != std::string::npos)
    return options.source;
  throw base::UserError(options.source, "there is no such file",
                        options.tool == "hydra" ? "Give the file, or the line in quotes" : "");
}

foreign::Sweep sweep_of(const ImportOptions& options) {
  const std::string text = text_of(options);
  if (options.tool == "wandb") return foreign::read_wandb(text, options.source);
  if (options.tool == "optuna") return foreign::read_optuna(text, options.source);
  return foreign::read_hydra(text, options.source);
}

std::string study_name(const ImportOptions& options) {
  const bool is_file = std::filesystem::is_regular_file(options.source);
  const std::string name = study::name_from(!options.file.empty() ? options.file
                                            : is_file ? std::filesystem::path(options.source)
                                                      : "");
  return name.empty() || name == "study" ? options.tool + "-sweep" : name;
}

int import_sweep(const ImportOptions& options) {
  const auto catalog = plugin::Catalog::scan(plugin::search_path({}, {}));
  const std::string command = fmt::format(
      "ice import {} {}", options.tool,
      std::filesystem::is_regular_file(options.source) ? base::shell_word(options.source) : "LINE");
  const foreign::Sweep sweep = sweep_of(options);
  const foreign::Skeleton skeleton =
      foreign::skeleton_of(sweep, study_name(options), command, catalog);
  for (const std::string& remark : skeleton.remarks)
    std::fprintf(stderr, "ice: %s\n", remark.c_str());
  if (options.file.empty()) {
    print(skeleton.text);
    return 0;
  }
  if (std::filesystem::exists(options.file))
    throw base::UserError(options.file, "is there already",
                          "Name another file, or remove this one");
  write_file(options.file, skeleton.text);
  const std::string file = base::shell_word(options.file.string());
  print(fmt::format("Wrote {}: {} of {} taken\nNext:\n  ice plan {}\n", options.file.string(),
                    skeleton.parameters, base::format_count(sweep.parameters.size(), "parameter"),
                    file));
  return 0;
}

}  // namespace

void add_import(const Command& app) {
  const auto options = std::make_shared<ImportOptions>();
  const Command command = app.add_command("import", "A study from a sweep of W&B, Optuna or Hydra");
  command.section("Run a study");
  command.add_argument("TOOL", options->tool, "wandb, optuna or hydra")
      .required()
      .one_of({"wandb", "optuna", "hydra"});
  command
      .add_argument("FILE", options->source,
                    "W&B's sweep (YAML), Optuna's --search-space (JSON), or Hydra's multirun line, "
                    "which may also be given itself, in quotes")
      .required()
      .takes({ValueKind::kFile});
  command.add_option("-o,--output", options->file, "Write a file [print the study]")
      .type_name("FILE");
  command.add_examples({"ice import wandb sweep.yaml -o swept.yaml", "ice import optuna space.json",
                        "ice import hydra 'python train.py -m lr=0.1,0.01 batch_size=32,64'"});
  command.does([options] { return import_sweep(*options); });
}

}  // namespace ice::cli
