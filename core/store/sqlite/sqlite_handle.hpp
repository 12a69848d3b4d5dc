#pragma once
// What the files sqlite*.cpp share, and no others: the raw connection and the library's errors.
#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include "store/sqlite/sqlite.hpp"

namespace ice::store {

/// Opens the file, and reads a little of it: a file that is no database is refused here.
[[nodiscard]] SQLite::Database open(const std::filesystem::path& file, Access access, int busy_ms);

/// Throws an error of SQLite as ours: StoreError for what is wrong with the file, UserError for a
/// query that took too long, else SqlError. `system_error` is the errno behind it, 0 for none.
[[noreturn]] void rethrow(const std::filesystem::path& file, int code, const std::string& message,
                          int system_error);

struct Connection::Handle {
  using Clock = std::chrono::steady_clock;

  std::filesystem::path file;
  SQLite::Database db;
  std::chrono::milliseconds limit{0};  // of a query; 0: none
  Clock::time_point deadline;

  // Runs one call of the library; its exception becomes ours.
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
