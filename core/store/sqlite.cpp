#include "store/sqlite.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "store/faults.hpp"

namespace ice::store {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kStepsBetweenLooks = 10'000;  // of SQLite's virtual machine: well under 1 ms
constexpr int kLongestText = 64 << 20;

// SQL functions that reach out of the database; extension loading is off besides.
constexpr std::array<std::string_view, 4> kForbiddenFunctions{"load_extension", "fts3_tokenizer",
                                                              "readfile", "writefile"};

int authorize(void* /*unused*/, int action, const char* /*first*/, const char* second,
              const char* /*database*/, const char* /*trigger*/) {
  if (action == SQLITE_SELECT || action == SQLITE_READ || action == SQLITE_RECURSIVE)
    return SQLITE_OK;
  if (action != SQLITE_FUNCTION) return SQLITE_DENY;
  const bool forbidden =
      std::any_of(kForbiddenFunctions.begin(), kForbiddenFunctions.end(),
                  [&](std::string_view name) { return sqlite3_stricmp(name.data(), second) == 0; });
  return forbidden ? SQLITE_DENY : SQLITE_OK;
}

[[noreturn]] void rethrow(const Path& file, int code, const std::string& message,
                          int system_error) {
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

struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using RawStatement = std::unique_ptr<sqlite3_stmt, Finalize>;

// The file: URI of a path, for the option that only a URI can carry.
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

}  // namespace

struct Connection::Handle {
  Path file;
  SQLite::Database db;
  std::chrono::milliseconds limit{0};  // 0: none
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

struct Statement::Prepared {
  Connection::Handle& handle;
  SQLite::Statement statement;
};

Statement::Statement(Connection& connection, const std::string& sql) {
  Connection::Handle& handle = *connection.handle_;
  handle.deadline = Clock::now() + handle.limit;
  prepared_ = handle.guard([&] {
    return std::make_unique<Prepared>(Prepared{handle, SQLite::Statement(handle.db, sql)});
  });
}

Statement::~Statement() = default;
Statement::Statement(Statement&& other) noexcept = default;

bool Statement::step() {
  return prepared_->handle.guard([&] {
    const bool has_row = prepared_->statement.executeStep();
    if (!has_row) prepared_->statement.reset();
    return has_row;
  });
}

// The code that it returns is that of the last step, which was reported then.
void Statement::reset() { (void)prepared_->statement.tryReset(); }

void Statement::bind_one(int index, std::nullptr_t) {
  prepared_->handle.guard([&] { prepared_->statement.bind(index); });
}
void Statement::bind_one(int index, std::int64_t value) {
  prepared_->handle.guard([&] { prepared_->statement.bind(index, value); });
}
void Statement::bind_one(int index, double value) {
  prepared_->handle.guard([&] { prepared_->statement.bind(index, value); });
}
void Statement::bind_one(int index, const std::string& value) {
  prepared_->handle.guard([&] { prepared_->statement.bindNoCopy(index, value); });
}

int Statement::column_count() const { return prepared_->statement.getColumnCount(); }
std::string Statement::column_name(int column) const {
  return prepared_->statement.getColumnName(column);
}
Statement::Type Statement::type(int column) const {
  switch (prepared_->statement.getColumn(column).getType()) {
    case SQLITE_NULL:
      return Type::kNull;
    case SQLITE_INTEGER:
      return Type::kInteger;
    case SQLITE_FLOAT:
      return Type::kReal;
    default:
      return Type::kText;
  }
}
std::int64_t Statement::integer(int column) const {
  return prepared_->statement.getColumn(column).getInt64();
}
double Statement::real(int column) const {
  return prepared_->statement.getColumn(column).getDouble();
}
std::string_view Statement::text(int column) const {
  const SQLite::Column cell = prepared_->statement.getColumn(column);
  const char* const bytes = cell.getText();  // before getBytes, which counts what this made
  return {bytes, static_cast<std::size_t>(cell.getBytes())};
}

base::Value Statement::value(int column) const {
  switch (type(column)) {
    case Type::kNull:
      return nullptr;
    case Type::kInteger:
      return integer(column);
    case Type::kReal:
      return real(column);
    case Type::kText:
      break;
  }
  return string(column);
}

Connection::Connection(Path file, Access access, std::chrono::milliseconds busy_limit)
    : handle_(new Handle{file, open(file, access, static_cast<int>(busy_limit.count())), {}, {}}) {
  sqlite3* const db = handle_->db.getHandle();
  if (access == Access::kWrite && sqlite3_db_readonly(db, "main") == 1) throw read_only(file);
  for (const int off :
       {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, SQLITE_DBCONFIG_DQS_DML, SQLITE_DBCONFIG_DQS_DDL}) {
    sqlite3_db_config(db, off, 0, nullptr);
  }
  sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  execute(
      "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF;"
      "PRAGMA cell_size_check=ON; PRAGMA cache_size=-65536");  // 64 MiB
}

Connection::~Connection() = default;

const Path& Connection::file() const { return handle_->file; }

void Connection::execute(const std::string& script) {
  handle_->guard([&] { handle_->db.exec(script); });
}

std::int64_t Connection::integer(const std::string& sql) {
  Statement statement = prepare(sql);
  return statement.step() ? statement.integer(0) : 0;
}

bool Connection::in_transaction() const {
  return sqlite3_get_autocommit(handle_->db.getHandle()) == 0;
}

void Connection::allow_select_only(std::chrono::milliseconds limit) {
  sqlite3* const db = handle_->db.getHandle();
  handle_->limit = limit;
  sqlite3_limit(db, SQLITE_LIMIT_LENGTH, kLongestText);
  sqlite3_set_authorizer(db, &authorize, nullptr);
  sqlite3_progress_handler(
      db, kStepsBetweenLooks,
      [](void* handle) { return Clock::now() > static_cast<Handle*>(handle)->deadline ? 1 : 0; },
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
  while (*rest != '\0') {  // blanks, comments and semicolons compile to nothing
    if (compile(rest, &rest) != nullptr) throw SqlError("more than one statement");
  }
}

void Connection::define(const char* name, TextFunction function) {
  const auto call = [](sqlite3_context* context, int count, sqlite3_value** values) {
    std::vector<std::string_view> arguments;
    for (const auto& value : std::span(values, static_cast<std::size_t>(count))) {
      const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(value));
      arguments.emplace_back(text == nullptr ? "" : text);
    }
    const auto pure = reinterpret_cast<TextFunction>(sqlite3_user_data(context));
    const std::string result = pure(arguments);
    sqlite3_result_text(context, result.data(), static_cast<int>(result.size()), SQLITE_TRANSIENT);
  };
  sqlite3_create_function(handle_->db.getHandle(), name, -1,
                          SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS,
                          reinterpret_cast<void*>(function), call, nullptr, nullptr);
}

Transaction::Transaction(Connection& connection) : connection_(connection) {
  connection_.execute("BEGIN IMMEDIATE");
}

Transaction::~Transaction() {
  if (!connection_.in_transaction()) return;  // committed, or rolled back by SQLite after an error
  try {
    connection_.execute("ROLLBACK");
  } catch (const base::Error&) {  // nothing was committed: the file is as it was
  }
}

void Transaction::commit() { connection_.execute("COMMIT"); }

}  // namespace ice::store
