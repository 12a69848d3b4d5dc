#include "store/sqlite/sqlite.hpp"

#include <fmt/format.h>

#include "base/utf8.hpp"
#include "store/faults.hpp"
#include "store/sqlite/sqlite_handle.hpp"

namespace ice::store {
namespace {

// The SQL literal of a blob.
std::string hex_literal(std::string_view bytes) {
  const std::span digits(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  return fmt::format("X'{:02X}'", fmt::join(digits, ""));
}

}  // namespace

struct Statement::Prepared {
  Connection::Handle& handle;
  SQLite::Statement statement;
};

Statement::Statement(Connection& connection, const std::string& sql) {
  Connection::Handle& handle = *connection.handle_;
  handle.deadline = std::chrono::steady_clock::now() + handle.limit;
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

void Statement::require_row() {
  if (!step()) throw damaged(prepared_->handle.file, "a row that must be there is missing");
}

// tryReset returns the error code of the last step, which was thrown then.
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
    case SQLITE_BLOB:
      return Type::kBlob;
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
  const char* const bytes = cell.getText();  // must be called before getBytes, which measures it
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
      if (base::is_utf8(text(column))) return string(column);
      break;
    case Type::kBlob:
      break;
  }
  return hex_literal(text(column));
}

Connection::Connection(const Path& file, Access access, std::chrono::milliseconds busy_limit)
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
      "PRAGMA cell_size_check=ON");
  // In KiB. A question walks over many pages once: a small cache takes the same memory again and
  // again, which is three times faster than pages that are new to the process. A writer comes back.
  execute(access == Access::kWrite ? "PRAGMA cache_size=-65536" : "PRAGMA cache_size=-4096");
}

Connection::~Connection() = default;

const Path& Connection::file() const { return handle_->file; }

void Connection::execute(const std::string& script) {
  handle_->guard([&] { handle_->db.exec(script); });
}

std::int64_t Connection::integer(const std::string& sql) {
  Statement statement = prepare(sql);
  statement.require_row();
  return statement.integer(0);
}

void Connection::roll_back() noexcept {
  sqlite3* const db = handle_->db.getHandle();
  const bool is_open = sqlite3_get_autocommit(db) == 0;  // SQLite itself may have rolled it back
  if (is_open) sqlite3_exec(db, "ROLLBACK", nullptr, nullptr, nullptr);
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

Transaction::~Transaction() { connection_.roll_back(); }

void Transaction::commit() { connection_.execute("COMMIT"); }

Snapshot::Snapshot(Connection& connection) : connection_(connection) {
  connection_.execute("BEGIN");
}

Snapshot::~Snapshot() { connection_.roll_back(); }

}  // namespace ice::store
