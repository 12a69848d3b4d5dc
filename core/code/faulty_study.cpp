#include "code/faulty_study.hpp"

#include <set>
#include <string>

#include "code/resolve.hpp"
#include "plugin/catalog.hpp"

namespace ice::code {

base::UserError with_all_faults(const study::FaultyStudy& faulty,
                                const std::vector<std::filesystem::path>& plugins) {
  std::string text = faulty.what();
  try {
    const study::Study& study = faulty.study();
    const auto catalog =
        plugin::Catalog::scan(plugin::search_path(plugins, study.plugin_path), study.plugins);
    Resolver resolver(study, catalog);
    resolver.check_written();
    std::set<std::string> seen;
    for (const std::string& fault : resolver.faults())
      if (seen.insert(fault).second) text += "\n" + fault;
  } catch (const base::UserError& error) {  // a plugin folder that is not there
    text += std::string("\n") + error.what();
  }
  return base::UserError("", text);
}

}  // namespace ice::code
