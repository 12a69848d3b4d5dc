#pragma once
// The options that several commands share. add_*_options() adds them to a command; the parser then
// writes into the struct, which must live until the command line is parsed.
#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "cli/command.hpp"
#include "report/table.hpp"
#include "report/terminal/terminal_plot.hpp"
#include "study/study.hpp"

namespace ice::cli {

/// --db: which store.
struct StoreOptions {
  std::string db;  ///< as given, or empty
  /// The store's file (store::store_path).
  [[nodiscard]] std::filesystem::path path() const;
  /// " --db FILE", for commands that are suggested; empty when it was not given.
  [[nodiscard]] std::string suffix() const;
};
void add_store_options(const Command& command, StoreOptions& options);

/// -f, --json, --precision, --no-color: how results are printed.
struct OutputOptions {
  std::string format = "table";
  bool json = false;
  int precision = 4;
  bool no_color = false;

  /// Both ask what standard output is: a terminal's width and colours, or a pipe.
  [[nodiscard]] report::TableStyle style() const;
  [[nodiscard]] report::PictureStyle picture() const;
};
void add_output_options(const Command& command, OutputOptions& options);
/// Adds only --no-color.
void add_color_option(const Command& command, OutputOptions& options);

/// --where, --sort, --columns, -n: what a finished table shows.
struct ViewOptions {
  std::string where, sort;
  std::vector<std::string> columns;
  std::uint64_t limit = 0;  ///< 0: all rows

  [[nodiscard]] bool is_used() const {
    return !where.empty() || !sort.empty() || !columns.empty() || limit > 0;
  }
  /// Throws UserError for a name that is no column, and a wrong expression.
  [[nodiscard]] store::Table of(const store::Table& table) const;
};
void add_view_options(const Command& command, ViewOptions& options);

/// FILE [path=value ...] --plugin: a study.
struct StudyOptions {
  std::string file;
  std::vector<std::string> overrides;
  std::vector<std::filesystem::path> plugins;
  /// Throws UserError as study::parse_override and study::load do.
  [[nodiscard]] study::Study load() const;
};
void add_study_options(const Command& command, StudyOptions& options);

/// --plugin: where plugins are looked for first.
void add_plugin_path(const Command& command, std::vector<std::filesystem::path>& paths);

/// The overrides "path=value[,value...]" of a command line. Throws UserError.
[[nodiscard]] std::vector<study::Override> parse_overrides(const std::vector<std::string>& texts);

/// Writes a file, over one that is there. Throws UserError when it cannot be written.
void write_file(const std::filesystem::path& file, const std::string& text);

/// Writes to standard output. main() reports a write that failed.
void print(const std::string& text);

/// Prints a table; a table for people that has no rows is replaced by the sentence `when_empty`.
void print_table(const store::Table& table, const report::TableStyle& style,
                 const std::string& when_empty);

}  // namespace ice::cli
