#include "store/info.hpp"

#include <system_error>

#include "store/faults.hpp"
#include "store/schema.hpp"
#include "store/sqlite/sqlite.hpp"
#include "store/store_file.hpp"

namespace ice::store {
namespace {

std::uint64_t size_of(const std::filesystem::path& file) {
  std::error_code absent;
  const auto bytes = std::filesystem::file_size(file, absent);
  return absent ? 0 : bytes;
}

std::uint64_t count(Connection& db, const std::string& what) {
  return static_cast<std::uint64_t>(db.integer("SELECT count(*) FROM " + what));
}

void count_rows(Connection& db, StoreInfo& info) {
  const bool knows_cells = info.schema >= 2;
  info.studies = count(db, knows_cells ? "study_names" : "(SELECT DISTINCT name FROM studies)");
  info.revisions = count(db, knows_cells ? "revisions" : "studies");
  info.runs = count(db, "runs");
  info.environments = count(db, "environments");
  if (!knows_cells) return;
  info.cells = count(db, "cell_keys");
  info.superseded_cells = count(db, "superseded_cells");
  info.superseded_runs = count(db, "runs WHERE cell_id IN (SELECT cell_id FROM superseded_cells)");
  info.curves = count(db, "curve_data");
}

std::string text_of(Connection& db, const std::string& sql) {
  Statement row = db.prepare(sql);
  row.require_row();
  return row.string(0);
}

}  // namespace

bool has_store(const std::filesystem::path& file) {
  constexpr std::uintmax_t kPage = 4096;  // a database of more than one page has tables
  std::error_code error;
  const bool is_there = std::filesystem::exists(file, error);
  if (error) throw cannot_open(file, error.message());
  if (!is_there) return false;
  if (!std::filesystem::is_regular_file(file) || std::filesystem::file_size(file) > kPage)
    return true;
  Connection connection(file, Access::kRead, kBusyLimit);
  return !is_empty(connection);
}

StoreInfo info(const std::filesystem::path& store) {
  require_readable(store);
  Connection db(store, Access::kRead, kBusyLimit);
  StoreInfo info;
  info.schema = require_any_store(db);
  const Snapshot snapshot(db);
  count_rows(db, info);
  info.bytes = size_of(store) + size_of(store.string() + "-wal");
  info.sqlite_version = text_of(db, "SELECT sqlite_version()");
  info.writer = writer_of(store);
  return info;
}

}  // namespace ice::store
