#pragma once
// Options that several commands share.
#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "report/table.hpp"
#include "report/terminal/picture.hpp"
#include "study/study.hpp"

namespace CLI {  // NOLINT(readability-identifier-naming): not ours
class App;
}

namespace ice::cli {

/// --db: which store.
struct StoreOptions {
  std::string db;  ///< as given, or empty
  [[nodiscard]] std::filesystem::path path() const;
  /// " --db FILE" for commands that are suggested, or empty.
  [[nodiscard]] std::string suffix() const;
};
void add_store_options(CLI::App& command, StoreOptions& options);

/// -f, --json, --precision, --no-color: how results are printed.
struct OutputOptions {
  std::string format = "table";
  bool json = false;
  int precision = 4;
  bool no_color = false;

  /// For standard output as it is now.
  [[nodiscard]] report::TableStyle style() const;
  [[nodiscard]] report::PictureStyle picture() const;
};
void add_output_options(CLI::App& command, OutputOptions& options);
void add_color_option(CLI::App& command, OutputOptions& options);

/// FILE [path=value ...] --plugin: a study.
struct StudyOptions {
  std::string file;
  std::vector<std::string> overrides;
  std::vector<std::filesystem::path> plugins;
  [[nodiscard]] study::Study load() const;
};
void add_study_options(CLI::App& command, StudyOptions& options);

/// Prints to standard output.
void print(const std::string& text);

/// Prints a table; one for people that has no rows gives way to a sentence.
void print_table(const store::Table& table, const report::TableStyle& style,
                 const std::string& when_empty);

/// A word as a shell reads it back.
[[nodiscard]] std::string quoted(const std::string& word);

/// The examples under a command's help: "Examples:" and a line each.
void add_examples(CLI::App& command, const std::vector<std::string>& lines);

}  // namespace ice::cli
