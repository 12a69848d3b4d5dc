// Opens database files, and converts errors of SQLite to ours.
#include <cstring>

#include "store/faults.hpp"
#include "store/sqlite/sqlite_handle.hpp"

namespace ice::store {
namespace {

// The file: URI of a path, which is the only way to pass the option immutable.
std::string immutable_uri(const Path& file) {
  std::string uri = "file:";
  for (const char c : std::filesystem::absolute(file).string()) {
    if (c == '?')
      uri += "%3f";
    else if (c == '#')
      uri += "%23";
    else if (c == '%')
      uri += "%25";
    else
      uri += c;
  }
  return uri + "?immutable=1";
}

// Reads the schema, which opens the WAL too.
void touch(SQLite::Database& db) { (void)db.execAndGet("SELECT count(*) FROM sqlite_schema"); }

// A store in a folder that cannot be written can be read only as immutable, because SQLite cannot
// make its shared-memory file there. That is safe while there is no WAL: then nobody writes.
SQLite::Database open_to_read(const Path& file, int busy_ms) {
  try {
    SQLite::Database db(file.string(), SQLite::OPEN_READONLY, busy_ms);
    touch(db);
    return db;
  } catch (const SQLite::Exception& e) {
    const bool no_room_beside =
        e.getErrorCode() == SQLITE_CANTOPEN || e.getErrorCode() == SQLITE_READONLY;
    if (!no_room_beside || std::filesystem::exists(file.string() + "-wal")) throw;
    return {immutable_uri(file), SQLite::OPEN_READONLY | SQLite::OPEN_URI, busy_ms};
  }
}

}  // namespace

SQLite::Database open(const Path& file, Access access, int busy_ms) {
  try {
    if (access == Access::kRead) return open_to_read(file, busy_ms);
    SQLite::Database db(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, busy_ms);
    touch(db);
    return db;
  } catch (const SQLite::Exception& e) {
    rethrow(file, e.getExtendedErrorCode(), e.what(), 0);
  }
}

void rethrow(const Path& file, int code, const std::string& message, int system_error) {
  switch (code & 0xff) {
    case SQLITE_NOTADB:
      throw not_a_database(file);
    case SQLITE_CORRUPT:
      throw damaged(file, message);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
      throw busy(file);
    case SQLITE_READONLY:
      throw code == SQLITE_READONLY_DBMOVED ? vanished(file) : read_only(file);
    case SQLITE_FULL:
      throw disk_full(file);
    case SQLITE_CANTOPEN:
      throw cannot_open(file, system_error != 0 ? std::strerror(system_error) : message);
    case SQLITE_IOERR:
      throw io_failed(file, system_error != 0 ? std::strerror(system_error) : message);
    case SQLITE_INTERRUPT:
      throw base::UserError(file, "the query takes too long", "Ask for less of it");
    default:
      throw SqlError(message);
  }
}

}  // namespace ice::store
