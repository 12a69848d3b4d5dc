#pragma once
// The raw connection to SQLite, and the conversion of its errors. Only the files sqlite*.cpp
// include this header.
#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include "store/sqlite/sqlite.hpp"

namespace ice::store {

/// Opens the file and reads its schema, so that a file that is no database is refused here. Throws
/// as rethrow does.
[[nodiscard]] SQLite::Database open(const std::filesystem::path& file, Access access, int busy_ms);

/// Throws our error for an error code of SQLite: StoreError for a fault of the file, UserError for
/// a query that took too long, otherwise SqlError. `system_error` is the errno behind it, or 0.
[[noreturn]] void rethrow(const std::filesystem::path& file, int code, const std::string& message,
                          int system_error);

/// The state of a Connection, which its statements refer to.
struct Connection::Handle {
  using Clock = std::chrono::steady_clock;

  std::filesystem::path file;
  SQLite::Database db;
  std::chrono::milliseconds limit{0};  // time limit of queries; 0: none
  Clock::time_point deadline;          // set whenever a statement is prepared

  // Runs one call of the library and converts its exception.
  template <class Call>
  decltype(auto) guard(Call&& call) {
    try {
      return std::forward<Call>(call)();
    } catch (const SQLite::Exception& e) {
      rethrow(file, e.getExtendedErrorCode(), e.what(), sqlite3_system_errno(db.getHandle()));
    }
  }
};

}  // namespace ice::store
