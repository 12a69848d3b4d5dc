#include "store/check.hpp"

#include <fmt/format.h>

#include "store/cell_writer.hpp"
#include "store/marks.hpp"
#include "store/query/run_reader.hpp"
#include "store/schema.hpp"
#include "store/sqlite/sqlite.hpp"
#include "store/store_file.hpp"
#include "store/study_writer.hpp"
#include "store/told.hpp"
#include "store/upgrade/schema1.hpp"

namespace ice::store {
namespace {

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

std::vector<std::string> damaged_values_of_schema1(Connection& db) {
  std::vector<std::string> findings = damaged_environments(db);
  for (std::string& finding : schema1::find_damage(db).findings)
    findings.push_back(std::move(finding));
  return findings;
}

using Part = std::vector<std::string> (*)(Connection&);

std::vector<Part> parts_of(int version) {
  if (version < kSchemaVersion) return {&damaged_structure, &damaged_values_of_schema1};
  return {&schema_differences,   &damaged_structure, &damaged_studies,
          &damaged_environments, &damaged_cells,     &damaged_links,
          &damaged_marks,        &damaged_told,      &damaged_runs};
}

}  // namespace

std::vector<std::string> damaged_structure(Connection& db) {
  std::vector<std::string> findings = broken_structure(db);
  for (std::string& finding : broken_references(db)) findings.push_back(std::move(finding));
  return findings;
}

std::vector<std::string> check(const std::filesystem::path& file) {
  require_readable(file);
  Connection connection(file, Access::kRead, kBusyLimit);
  std::vector<std::string> findings;
  for (const Part part : parts_of(require_any_store(connection))) {
    try {
      for (std::string& finding : part(connection)) findings.push_back(std::move(finding));
    } catch (const base::Error& e) {  // too damaged to be read to its end
      findings.emplace_back(e.what());
    }
  }
  return findings;
}

}  // namespace ice::store
