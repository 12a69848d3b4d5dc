#include "cli/options.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>

#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/terminal.hpp"
#include "code/faulty_study.hpp"
#include "report/table_view.hpp"
#include "store/query/table_filter.hpp"
#include "store/store.hpp"

namespace ice::cli {
namespace {

constexpr std::size_t kPictureWidth = 80;  // in a pipe
constexpr std::size_t kWidestPicture = 120;
constexpr std::size_t kPictureHeight = 18;

}  // namespace

std::filesystem::path StoreOptions::path() const { return store::store_path(db); }

std::string StoreOptions::suffix() const {
  return db.empty() ? "" : " --db " + base::shell_word(db);
}

void add_store_options(const Command& command, StoreOptions& options) {
  command.add_option("--db", options.db, "The store [$ICE_DB, else results/ice.db]")
      .type_name("FILE");
}

report::TableStyle OutputOptions::style() const {
  const auto chosen = report::format_from(json ? "json" : format);
  return {chosen.value_or(report::Format::kTable), terminal_width(stdout), precision,
          wants_color(stdout, no_color)};
}

report::PictureStyle OutputOptions::picture() const {
  const std::size_t width = terminal_width(stdout);
  return {width == 0 ? kPictureWidth : std::min(width, kWidestPicture), kPictureHeight,
          wants_color(stdout, no_color)};
}

void add_color_option(const Command& command, OutputOptions& options) {
  command.add_flag("--no-color", options.no_color, "No colours [also: NO_COLOR=1]");
}

void add_output_options(const Command& command, OutputOptions& options) {
  command.add_option("-f,--format", options.format, "table, json, csv or md [table]")
      .type_name("FORMAT")
      .one_of({"table", "json", "csv", "md"});
  command.add_flag("--json", options.json, "Short for -f json");
  command.add_option("--precision", options.precision, "Significant digits in tables [4]")
      .type_name("N")
      .whole_number(1, 17);
  add_color_option(command, options);
}

store::Table ViewOptions::of(const store::Table& table) const {
  store::Table shown = store::filter_rows(table, where);
  report::sort_rows(shown, sort);
  if (limit > 0 && shown.rows.size() > limit) shown.rows.resize(limit);
  return columns.empty() ? shown : report::select_columns(shown, columns);
}

void add_view_options(const Command& command, ViewOptions& options) {
  command
      .add_option("--where", options.where,
                  "Only rows for which this SQL expression over the columns holds")
      .type_name("EXPR");
  command.add_option("--sort", options.sort, "Sort by a column, -COLUMN for descending")
      .type_name("COLUMN");
  command.add_option("-n,--limit", options.limit, "Rows to show, 0 for all [0]")
      .type_name("N")
      .whole_number(0);
  command.add_option("--columns", options.columns, "Only these columns, in this order: a,b,c")
      .type_name("LIST")
      .with_commas();
}

study::Study StudyOptions::load() const {
  try {
    return study::load(file, parse_overrides(overrides));
  } catch (const study::FaultyStudy& faulty) {
    throw code::with_all_faults(faulty, plugins);
  }
}

void add_study_options(const Command& command, StudyOptions& options) {
  command.add_argument("FILE", options.file, "The study").required().takes({ValueKind::kStudyFile});
  command.add_argument("OVERRIDES", options.overrides,
                       "path=value replaces a value, path=v1,v2 makes an axis");
  add_plugin_path(command, options.plugins);
}

void add_plugin_path(const Command& command, std::vector<std::filesystem::path>& paths) {
  command.add_option("--plugin", paths, "A plugin file or folder to search first")
      .type_name("PATH")
      .takes({ValueKind::kFile})
      .one_each();
}

std::vector<study::Override> parse_overrides(const std::vector<std::string>& texts) {
  std::vector<study::Override> overrides;
  for (const std::string& text : texts) overrides.push_back(study::parse_override(text));
  return overrides;
}

void write_file(const std::filesystem::path& file, const std::string& text) {
  std::ofstream out(file, std::ios::binary);
  out << text;
  if (!out.flush())
    throw base::UserError(file.string(), std::string("cannot be written: ") + std::strerror(errno));
}

void print(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stdout); }

void print_table(const store::Table& table, const report::TableStyle& style,
                 const std::string& when_empty) {
  const bool for_people = style.format == report::Format::kTable;
  print(for_people && table.rows.empty() ? when_empty + "\n" : report::render(table, style));
}

}  // namespace ice::cli
