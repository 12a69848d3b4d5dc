// Restricts a connection to queries that only read, and for a limited time.
#include <algorithm>
#include <array>

#include "store/sqlite/sqlite_handle.hpp"

namespace ice::store {
namespace {

constexpr int kStepsBetweenLooks = 10'000;  // steps of SQLite's virtual machine: well under 1 ms
constexpr int kLongestText = 64 << 20;

// SQL functions that reach outside the database. (Loading extensions is off, too.)
constexpr std::array<std::string_view, 4> kForbiddenFunctions{"load_extension", "fts3_tokenizer",
                                                              "readfile", "writefile"};

int authorize(void* /*unused*/, int action, const char* /*first*/, const char* second,
              const char* /*database*/, const char* /*trigger*/) {
  if (action == SQLITE_SELECT || action == SQLITE_READ || action == SQLITE_RECURSIVE ||
      action == SQLITE_TRANSACTION)  // for our snapshots; require_single_select refuses a user's
    return SQLITE_OK;
  if (action != SQLITE_FUNCTION) return SQLITE_DENY;
  const bool forbidden =
      std::any_of(kForbiddenFunctions.begin(), kForbiddenFunctions.end(),
                  [&](std::string_view name) { return sqlite3_stricmp(name.data(), second) == 0; });
  return forbidden ? SQLITE_DENY : SQLITE_OK;
}

struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using RawStatement = std::unique_ptr<sqlite3_stmt, Finalize>;

}  // namespace

void Connection::allow_select_only(std::chrono::milliseconds limit) {
  sqlite3* const db = handle_->db.getHandle();
  handle_->limit = limit;
  // A first use of these makes virtual tables, which the authorizer would take for a change.
  execute("SELECT 1 FROM json_each('[]'), json_tree('[]')");
  sqlite3_limit(db, SQLITE_LIMIT_LENGTH, kLongestText);
  sqlite3_set_authorizer(db, &authorize, nullptr);
  sqlite3_progress_handler(
      db, kStepsBetweenLooks,
      [](void* handle) {
        return Handle::Clock::now() > static_cast<Handle*>(handle)->deadline ? 1 : 0;
      },
      handle_.get());
}

void Connection::require_single_select(const std::string& sql) {
  sqlite3* const db = handle_->db.getHandle();
  const auto compile = [&](const char* text, const char** rest) {
    sqlite3_stmt* raw = nullptr;
    const int code = sqlite3_prepare_v2(db, text, -1, &raw, rest);
    if (code != SQLITE_OK) rethrow(file(), code, sqlite3_errmsg(db), sqlite3_system_errno(db));
    return RawStatement(raw);
  };
  const char* rest = nullptr;
  const RawStatement statement = compile(sql.c_str(), &rest);
  const bool selects = statement != nullptr && sqlite3_stmt_readonly(statement.get()) != 0 &&
                       sqlite3_column_count(statement.get()) > 0;
  if (!selects) throw SqlError("not a SELECT");
  if (sqlite3_bind_parameter_count(statement.get()) > 0)
    throw SqlError("a parameter (?, :name, @name, $name, #name) has no value here");
  while (*rest != '\0') {  // blanks, comments and semicolons compile to nothing
    if (compile(rest, &rest) != nullptr) throw SqlError("more than one statement");
  }
}

}  // namespace ice::store
