#pragma once
// One connection to SQLite with its statements and transactions: the only face of SQLiteCpp and of
// SQLite itself. What is wrong with the file is thrown as StoreError (faults.hpp); what is wrong
// with an SQL text as SqlError.
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

/// SQLite refuses an SQL text: its syntax, a name, a forbidden action, a limit. The user's fault
/// where the text is the user's, else ours.
class SqlError : public base::Error {
 public:
  using base::Error::Error;
};

/// How long a command waits for a writer that commits.
inline constexpr std::chrono::seconds kBusyLimit{30};

class Connection;

/// A prepared statement; the connection must outlive it.
class Statement {
 public:
  Statement(Connection& connection, const std::string& sql);
  ~Statement();
  Statement(Statement&& other) noexcept;

  /// Starts the statement anew with these parameters, in order. Texts are borrowed until the last
  /// step (a temporary does not compile).
  template <class... Args>
  void bind(Args&&... args) {
    reset();
    int index = 0;
    (bind_one(++index, std::forward<Args>(args)), ...);
  }
  /// Steps to the next row; false when there is none (the statement is then ready to be used
  /// again).
  bool step();
  /// Steps to a row that every sound store has; throws StoreError when it is not there.
  void require_row();
  /// bind, and step to the end: for statements without rows.
  template <class... Args>
  void run(const Args&... args) {
    bind(args...);
    while (step()) {
    }
  }

  // Columns of the row, counted from 0.
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
  /// The bytes of a text or blob, valid until the next step; empty for NULL.
  [[nodiscard]] std::string_view text(int column) const;
  [[nodiscard]] std::string string(int column) const { return std::string(text(column)); }
  /// The column as it is; what is no text in UTF-8 as an SQL literal of its bytes: X'FF00'.
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

/// A connection with the store's settings: WAL is the file's own; synchronous=FULL,
/// foreign_keys=ON, trusted_schema=OFF, defensive, no double-quoted texts, no extensions. Not
/// copyable: statements refer to it. One thread.
class Connection {
 public:
  /// Opens the file; kWrite makes it when absent and throws StoreError when it is read-only.
  /// Another process's lock is waited for up to `busy_limit`.
  Connection(const std::filesystem::path& file, Access access,
             std::chrono::milliseconds busy_limit);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  [[nodiscard]] const std::filesystem::path& file() const;
  [[nodiscard]] Statement prepare(const std::string& sql) { return {*this, sql}; }
  /// Statements without parameters and results.
  void execute(const std::string& script);
  /// The first column of the first row.
  [[nodiscard]] std::int64_t integer(const std::string& sql);
  /// Ends an open transaction: what was not committed is as if it never was. Nothing without one.
  void roll_back() noexcept;

  /// From now on SELECT alone is allowed: no write, pragma, attach, extension; and each statement
  /// may take `limit` from the time it is prepared, and texts of 64 MiB.
  void allow_select_only(std::chrono::milliseconds limit);
  /// Throws SqlError unless the text is exactly one statement that returns rows and writes nothing.
  void require_single_select(const std::string& sql);

  /// Makes a pure function of texts available to SQL, for any number of arguments.
  using TextFunction = std::string (*)(std::span<const std::string_view> arguments);
  void define(const char* name, TextFunction function);

 private:
  friend class Statement;
  struct Handle;
  std::unique_ptr<Handle> handle_;
};

/// BEGIN IMMEDIATE ... COMMIT: a change as a whole or not at all; rolled back when it is left
/// without commit().
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

/// While it lives, a connection reads the store as it was at the first look, whatever is committed
/// meanwhile.
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
