// `ice init`: a first study, of a table or of made data.
#include <fmt/format.h>

#include <memory>

#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/options.hpp"
#include "commands/commands.hpp"
#include "data/table_look.hpp"
#include "study/study.hpp"
#include "study/yaml.hpp"

namespace ice::cli {
namespace {

struct InitOptions {
  std::filesystem::path data;
  std::string target;
  std::filesystem::path file;
};

// What depends on the task.
struct Task {
  const char *output, *loss, *metric;
};

Task task_of(std::size_t classes) {
  if (classes == 0) return {"linear", "squared_error", "dev.rmse"};
  if (classes == 2) return {"sigmoid", "binary_cross_entropy", "dev.accuracy"};
  return {"softmax", "categorical_cross_entropy", "dev.accuracy"};
}

// A value as YAML in one line: a list is written so, and a scalar as a list of one.
std::string inline_yaml(const base::Value& value) {
  const std::string text = study::to_yaml(value.is_array() ? value : base::Value::array({value}));
  const std::string line(base::trim(text));
  return value.is_array() ? line : line.substr(1, line.size() - 2);
}

// The keys in the order in which people think of them.
std::string data_yaml(const base::Value& section) {
  std::string text;
  for (const char* key : {"name", "file", "samples", "header", "delimiter", "decimal", "target",
                          "task", "targets", "ignore", "categories", "na_values", "missing"})
    if (section.contains(key)) text += fmt::format("    {}: {}\n", key, inline_yaml(section[key]));
  return text;
}

// Small tables are passed through more often, in smaller batches.
std::string training_yaml(std::uint64_t rows) {
  const std::uint64_t batch = rows < 1000 ? 16 : 64;
  const std::uint64_t epochs = rows < 1000 ? 100 : rows < 20000 ? 30 : 10;
  return fmt::format("  training: {{epochs: {}, batch_size: {}}}\n", epochs, batch);
}

std::string first_study(const data::TableLook& look, const std::filesystem::path& file,
                        const std::string& title) {
  const Task task = task_of(look.classes);
  std::string remarks;
  for (const std::string& remark : look.remarks) remarks += "    # " + remark + "\n";
  return fmt::format(
      R"(# Made by 'ice init'. Each line may be changed: 'ice plan {8}' shows what would run, 'ice run {8}' runs it.
name: {0}
idea:
  title: {1}
  why: A second hidden layer can form features of features. Does that help here?
  claims:
    # Judged over the seeds after the runs: supported, refuted or undecided.
    - {{name: H1, metric: {2}, better: {{network.hidden: [32, 16]}}, than: {{network.hidden: [16]}}}}
code:
  data:
{3}{4}    split: {{train: 0.8, dev: 0.2}}  # dev: the samples by which networks are compared
    standardize: true               # each feature to mean 0 and deviation 1 of the training part
  network: {{hidden: [16], activation: relu, output: {5}}}
  loss: {6}
  optimizer: {{name: adam, learning_rate: 0.01}}
{7}experiment:
  metric: {{name: {2}}}
  seeds: {{count: 6}}  # the least that can support a claim
  parameters:
    network.hidden: {{values: [[16], [32, 16]]}}
    optimizer.learning_rate: {{values: [0.001, 0.01]}}
)",
      study::name_from(file), inline_yaml(title), task.metric, remarks, data_yaml(look.section),
      task.output, task.loss, training_yaml(look.rows), base::shell_word(file.string()));
}

// Two spirals, which need no file.
data::TableLook made_data() {
  constexpr std::uint64_t kSamples = 400;
  return {{{"name", "planar"}, {"samples", kSamples}}, {}, kSamples, 2, {}};
}

int init(const InitOptions& options) {
  const bool is_table = !options.data.empty();
  data::TableLook look = is_table ? data::look_at_table(options.data, options.target) : made_data();
  const std::filesystem::path file =
      !options.file.empty() ? options.file
      : is_table            ? std::filesystem::path(study::name_from(options.data) + ".yaml")
                            : std::filesystem::path("study.yaml");
  if (std::filesystem::exists(file))
    throw base::UserError(file, "is there already", "Name another file, or remove this one");
  if (is_table)  // the study finds it from its own folder
    look.section["file"] =
        std::filesystem::proximate(options.data, file.has_parent_path() ? file.parent_path() : ".")
            .string();
  const std::string title = is_table
                                ? fmt::format("Which network predicts {} best?", options.target)
                                : "Which network learns the flower best?";
  const std::string text = first_study(look, file, title);
  (void)study::load_text(text, file.string(), file.parent_path());  // what is written is a study
  write_file(file, text);
  print(fmt::format(
      "Wrote {}{}\nNext:\n  ice plan {}\n  ice run {}\n", file.string(),
      is_table ? fmt::format(
                     ": {}, {}, {}", base::format_count(look.rows, "row"),
                     base::format_count(look.features.size(), "column", "columns") + " of features",
                     look.classes == 0 ? std::string("a target of numbers")
                                       : base::format_count(look.classes, "class", "classes"))
               : "",
      base::shell_word(file.string()), base::shell_word(file.string())));
  for (const std::string& remark : look.remarks) print("  " + remark + "\n");
  return 0;
}

}  // namespace

void add_init(const Command& app) {
  const auto options = std::make_shared<InitOptions>();
  const Command command =
      app.add_command("init", "A first study: of a table, or of made data to play with");
  command.section("Run a study");
  command.add_argument("FILE", options->file, "The study to write [named like the table]");
  command.add_option("--data", options->data, "A table: FILE.csv")
      .type_name("FILE")
      .existing_file();
  command.add_option("--target", options->target, "The column to predict: its name, or its number")
      .type_name("COLUMN");
  command.add_examples(
      {"ice init first.yaml", "ice init mine.yaml --data titanic.csv --target Survived"});
  command.does([options] { return init(*options); });
}

}  // namespace ice::cli
