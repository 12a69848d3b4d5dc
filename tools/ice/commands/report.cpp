// `ice report`: studies as one page, a file for a browser.
#include <fmt/format.h>

#include <memory>

#include "base/text.hpp"
#include "cli/options.hpp"
#include "cli/selection.hpp"
#include "commands/commands.hpp"
#include "report/page/page_data.hpp"
#include "report/page/page_file.hpp"

namespace ice::cli {
namespace {

struct ReportOptions {
  std::vector<std::string> studies;
  std::filesystem::path file;
  SelectionOptions selection;
  StoreOptions store;
};

int report(const ReportOptions& options) {
  store::Reader reader(options.store.path());
  report::PageOptions page{{}, options.store.suffix()};
  for (const std::string& study : options.studies)
    page.studies.push_back(options.selection.of(study));
  const std::string html = report::page_html(report::page_data(reader, page));
  write_file(options.file, html);
  print(fmt::format("Wrote {} ({}): open it in a browser\n", options.file.string(),
                    base::format_bytes(static_cast<double>(html.size()))));
  return 0;
}

}  // namespace

void add_report(const Command& app) {
  const auto options = std::make_shared<ReportOptions>();
  const Command command =
      app.add_command("report", "Studies as one page for a browser: claims, cells, curves, runs");
  command.section("Look at results");
  command.add_argument("STUDY", options->studies, "One study or several").required();
  command.add_option("-o,--output", options->file, "The .html file; needs no network to be read")
      .type_name("FILE")
      .required();
  add_selection_options(command, options->selection);
  add_store_options(command, options->store);
  command.add_examples({"ice report quickstart -o quickstart.html"});
  command.does([options] { return report(*options); });
}

}  // namespace ice::cli
