#include "store/check.hpp"

#include <fmt/format.h>

#include "store/cell_writer.hpp"
#include "store/place.hpp"
#include "store/run_reader.hpp"
#include "store/schema.hpp"
#include "store/sqlite.hpp"
#include "store/study_rows.hpp"

namespace ice::store {
namespace {

constexpr std::chrono::seconds kBusyLimit{30};

std::vector<std::string> broken_references(Connection& db) {
  Statement rows = db.prepare("PRAGMA foreign_key_check");
  std::vector<std::string> findings;
  while (rows.step()) {
    findings.push_back(fmt::format("table {}: a row refers to a row of {} that is not there",
                                   rows.text(0), rows.text(2)));
  }
  return findings;
}

std::vector<std::string> broken_structure(Connection& db) {
  Statement rows = db.prepare("PRAGMA integrity_check");
  std::vector<std::string> findings;
  while (rows.step()) {
    if (rows.text(0) != "ok") findings.push_back("database: " + rows.string(0));
  }
  return findings;
}

}  // namespace

std::vector<std::string> check(const std::filesystem::path& file) {
  require_readable(file);
  Connection connection(file, Access::kRead, kBusyLimit);
  require_store(connection);
  std::vector<std::string> findings;
  for (const auto part :
       {&schema_differences, &broken_structure, &broken_references, &damaged_studies,
        &damaged_environments, &damaged_cells, &damaged_links, &damaged_runs}) {
    try {
      for (std::string& finding : part(connection)) findings.push_back(std::move(finding));
    } catch (const base::Error& e) {  // so damaged that this part cannot be read to its end
      findings.emplace_back(e.what());
    }
  }
  return findings;
}

}  // namespace ice::store
