#pragma once
// Connections to SQLite, with their statements and transactions. Only the files in this folder use
// SQLiteCpp and SQLite. All functions throw StoreError for a fault of the file (faults.hpp) and
// SqlError for a fault of an SQL text. A connection and everything made from it is used by one
// thread at a time.
#include <chrono>
#include <concepts>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/value.hpp"

namespace ice::store {

/// Thrown when SQLite refuses an SQL text: for its syntax, an unknown name, a forbidden action or a
/// limit. For a text of the user, the caller turns it into a UserError; otherwise it is a bug.
class SqlError : public base::Error {
 public:
  using base::Error::Error;
};

/// How long a reading command waits while another program has locked the file.
inline constexpr std::chrono::seconds kBusyLimit{30};

class Connection;

/// A prepared statement. Call bind() if it has parameters, then step() until it returns false, and
/// read the columns after each step. The connection must outlive it.
class Statement {
 public:
  Statement(Connection& connection, const std::string& sql);
  ~Statement();
  Statement(Statement&& other) noexcept;

  /// Resets the statement and sets its parameters, in order. Texts are borrowed until the last
  /// step; a temporary text does not compile.
  template <class... Args>
  void bind(Args&&... args) {
    reset();
    int index = 0;
    (bind_one(++index, std::forward<Args>(args)), ...);
  }
  /// Steps to the next row and returns true; returns false after the last one, and the statement
  /// can be used again. A statement that is left on a row keeps its read transaction open.
  bool step();
  /// Steps to a row that every undamaged store has. Throws StoreError when there is none.
  void require_row();
  /// Binds the parameters and steps to the end: for statements without rows.
  template <class... Args>
  void run(const Args&... args) {
    bind(args...);
    while (step()) {
    }
  }

  // The columns of the current row, counted from 0. REQUIRES: the last step() returned true.
  [[nodiscard]] int column_count() const;
  [[nodiscard]] std::string column_name(int column) const;
  enum class Type { kNull, kInteger, kReal, kText, kBlob };
  [[nodiscard]] Type type(int column) const;
  [[nodiscard]] bool is_null(int column) const { return type(column) == Type::kNull; }
  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] std::uint64_t natural(int column) const {
    return static_cast<std::uint64_t>(integer(column));
  }
  [[nodiscard]] double real(int column) const;
  /// The bytes of a text or blob, empty for NULL. Valid until the next step.
  [[nodiscard]] std::string_view text(int column) const;
  [[nodiscard]] std::string string(int column) const { return std::string(text(column)); }
  /// The value of the column. A blob, or a text that is not UTF-8, is returned as the SQL literal
  /// of its bytes: X'FF00'.
  [[nodiscard]] base::Value value(int column) const;

 private:
  void reset();
  void bind_one(int index, std::nullptr_t);
  void bind_one(int index, std::int64_t value);
  void bind_one(int index, double value);
  void bind_one(int index, const std::string& value);
  void bind_one(int index, std::string&& value) = delete;
  template <std::integral Integer>
  void bind_one(int index, Integer value) {
    bind_one(index, static_cast<std::int64_t>(value));  // 2^63 and more wrap: read back as given
  }
  template <class T>
  void bind_one(int index, const std::optional<T>& value) {
    if (value) return bind_one(index, *value);
    bind_one(index, nullptr);
  }

  struct Prepared;
  std::unique_ptr<Prepared> prepared_;
};

enum class Access { kRead, kWrite };

/// A connection with the settings of the store: synchronous=FULL, foreign_keys=ON,
/// trusted_schema=OFF, defensive, no texts in double quotes, no extensions. (The WAL mode is
/// recorded in the file.) Neither copyable nor movable, because statements refer to it.
class Connection {
 public:
  /// Opens the file. With kWrite, creates it when it does not exist, and throws StoreError when it
  /// is read-only. All calls wait up to `busy_limit` while another process has locked the file.
  Connection(const std::filesystem::path& file, Access access,
             std::chrono::milliseconds busy_limit);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  [[nodiscard]] const std::filesystem::path& file() const;
  [[nodiscard]] Statement prepare(const std::string& sql) { return {*this, sql}; }
  /// Executes one or more statements without parameters and results.
  void execute(const std::string& script);
  /// The first column of the first row of a query.
  [[nodiscard]] std::int64_t integer(const std::string& sql);
  /// Rolls back the open transaction; does nothing when there is none.
  void roll_back() noexcept;

  /// Allows only SELECT from now on: no write, pragma, attach or extension, and texts of at most 64
  /// MiB. A statement that still runs `limit` after the last one was prepared ends with a
  /// UserError.
  void allow_select_only(std::chrono::milliseconds limit);
  /// Throws SqlError unless the text is exactly one statement that returns rows, writes nothing and
  /// has no parameters.
  void require_single_select(const std::string& sql);

  /// Makes a pure function of texts callable from SQL, with any number of arguments. A NULL
  /// argument is an empty text.
  using TextFunction = std::string (*)(std::span<const std::string_view> arguments);
  void define(const char* name, TextFunction function);

 private:
  friend class Statement;
  struct Handle;
  std::unique_ptr<Handle> handle_;
};

/// A write transaction (BEGIN IMMEDIATE). It is rolled back by the destructor unless commit() was
/// called. The connection must outlive it.
class Transaction {
 public:
  explicit Transaction(Connection& connection);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void commit();

 private:
  Connection& connection_;
};

/// A read transaction: while it exists, all statements of the connection read the store as it was
/// at the first of them, although a writer may commit. The connection must outlive it.
class Snapshot {
 public:
  explicit Snapshot(Connection& connection);
  ~Snapshot();
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;

 private:
  Connection& connection_;
};

}  // namespace ice::store
