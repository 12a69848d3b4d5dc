// `ice export`: a study's runs for notebooks, spreadsheets and Optuna.
#include <fmt/format.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <fstream>
#include <memory>

#include "base/error.hpp"
#include "base/new_file.hpp"
#include "base/text.hpp"
#include "cli/options.hpp"
#include "cli/selection.hpp"
#include "commands/commands.hpp"
#include "report/optuna.hpp"
#include "report/row_writer.hpp"

namespace ice::cli {
namespace {

// A reader of the output may take its time: queries have no limit.
constexpr std::chrono::hours kPatience{24 * 365};

struct ExportOptions {
  std::string study, format = "csv", file, optuna = "3.2";
  bool curves = false, runs = false;
  SelectionOptions selection;
  StoreOptions store;

  [[nodiscard]] bool is_for_optuna() const { return format == "optuna"; }
  [[nodiscard]] store::RunQuery query() const { return selection.of(study); }
};

void check_export(const ExportOptions& options) {
  if (options.is_for_optuna() && options.curves)
    throw base::UserError("--curves", "is for csv, json and jsonl",
                          "An Optuna file has the curves as intermediate values");
  if (options.is_for_optuna() && options.file.empty())
    throw base::UserError("-f optuna", "is a database, not a text", "Name a file: -o FILE.db");
  if (!options.is_for_optuna() && (options.runs || options.optuna != "3.2"))
    throw base::UserError(options.runs ? "--runs" : "--optuna", "is for -f optuna");
  if (!options.file.empty() && std::filesystem::exists(options.file))
    throw base::UserError(options.file, "exists already", "Remove it, or name another file");
}

std::uint64_t write_rows(store::Reader& reader, const ExportOptions& options,
                         const std::function<void(std::string_view)>& write) {
  const auto format = *report::row_format_from(options.format);
  std::optional<report::RowWriter> rows;
  if (options.curves) {
    rows.emplace(
        format, std::vector<std::string>{"key", "cell", "seed", "metric", "epoch", "value"}, write);
    reader.each_curve(options.query(), [&](const store::RunCurve& of) {
      rows->curve(std::vector<store::Field>{of.key, of.cell, of.seed, of.curve.metric}, of.curve);
    });
  } else {
    reader.each_run(
        options.query(),
        [&](const std::vector<std::string>& columns) { rows.emplace(format, columns, write); },
        [&](const std::vector<store::Field>& fields) { rows->row(fields); });
  }
  rows->finish();
  return rows->rows();
}

[[noreturn]] void throw_unwritable(const std::string& file, const std::string& reason) {
  throw base::UserError(file, "cannot be written: " + reason);
}

std::uint64_t write_text_file(store::Reader& reader, const ExportOptions& options,
                              const std::filesystem::path& part) {
  std::ofstream out(part, std::ios::binary);
  if (!out) throw_unwritable(options.file, std::strerror(errno));
  const std::uint64_t rows = write_rows(reader, options, [&](std::string_view text) {
    if (!out.write(text.data(), static_cast<std::streamsize>(text.size())))
      throw_unwritable(options.file, std::strerror(errno));
  });
  if (!out.flush()) throw_unwritable(options.file, std::strerror(errno));
  return rows;
}

std::uint64_t write_optuna_file(store::Reader& reader, const ExportOptions& options,
                                const std::filesystem::path& part) {
  write_file(part, "");  // says better than SQLite why it cannot be made
  const auto schema = options.optuna == "3.1" ? store::OptunaSchema::k31 : store::OptunaSchema::k32;
  return report::write_optuna(reader, part, {options.query(), schema, options.runs, ICE_VERSION});
}

void write_new_file(store::Reader& reader, const ExportOptions& options) {
  base::NewFile file(options.file);
  const std::uint64_t count = options.is_for_optuna()
                                  ? write_optuna_file(reader, options, file.path())
                                  : write_text_file(reader, options, file.path());
  if (const std::error_code error = file.keep(options.file))
    throw_unwritable(options.file, error.message());
  print(fmt::format("Wrote {}: {}\n", options.file,
                    base::format_count(count, options.is_for_optuna() ? "trial" : "row")));
}

int export_study(const ExportOptions& options) {
  check_export(options);
  store::Reader reader(options.store.path(), kPatience);
  (void)reader.study(options.study, options.selection.revision);  // is there one?
  if (options.file.empty())
    (void)write_rows(reader, options, [](std::string_view text) { print(std::string(text)); });
  else
    write_new_file(reader, options);
  print_notes(reader, options.query(), "--superseded shows them", {report::Format::kCsv});
  return 0;
}

}  // namespace

void add_export(const Command& app) {
  const auto options = std::make_shared<ExportOptions>();
  const Command command = app.add_command(
      "export", "All runs of a study whole, for notebooks, spreadsheets and Optuna");
  command.section("Look at results");
  command.add_argument("STUDY", options->study, "The study").required();
  command
      .add_option("-f,--format", options->format,
                  "csv, json, jsonl (an object a line) or optuna (a database for Optuna) [csv]")
      .type_name("FORMAT")
      .one_of({"csv", "json", "jsonl", "optuna"});
  command
      .add_option("-o,--output", options->file,
                  "A new file [standard output]; one that is there is never replaced")
      .type_name("FILE");
  command.add_flag("--curves", options->curves,
                   "A row for each recorded epoch of each metric, instead of one for each run");
  add_where_options(command, options->selection);
  add_selection_options(command, options->selection);
  command.add_flag("--runs", options->runs,
                   "optuna: a trial is a run [a cell: means over its seeds]");
  command
      .add_option(
          "--optuna", options->optuna,
          "optuna: for which version: 3.1 (also 3.0; Debian 12), 3.2 (also all later) [3.2]")
      .type_name("VERSION")
      .one_of({"3.1", "3.2"});
  add_store_options(command, options->store);
  command.add_examples({"ice export quickstart -o runs.csv",
                        "ice export quickstart --curves --where \"cell = 0\" -f jsonl | head -3",
                        "ice export quickstart -f optuna -o quickstart.db"});
  command.does([options] { return export_study(*options); });
}

}  // namespace ice::cli
