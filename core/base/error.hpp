#pragma once
// The exceptions of the project. A run that ends as diverged, crashed or timed out is a normal
// result: it is a value and never an exception.
#include <stdexcept>
#include <string>
#include <vector>

namespace ice::base {

/// Base class of all exceptions of the project. An exception of exactly this class means a fault
/// that only the developers can mend (a bug): `ice` prints how to report it and exits with 70.
class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Reports what the user can mend: a wrong command line, study, data file or plugin. `ice` prints
/// the text and exits with 2. The text is "where: found. hint", without empty parts.
class UserError : public Error {
 public:
  explicit UserError(const std::string& where, const std::string& found,
                     const std::string& hint = "");
};

/// Reports that the store is unusable or that another process is using it. The text has the form of
/// UserError; `ice` exits with 3.
class StoreError : public Error {
 public:
  explicit StoreError(const std::string& where, const std::string& found,
                      const std::string& hint = "");
};

/// Reports that a plugin's function failed during a run. The worker catches it: the run is recorded
/// as `failed` with this text, and the other runs go on.
class PluginError : public Error {
 public:
  using Error::Error;
};

/// Collects all errors of a check, so that the user sees them at once. Not thread-safe: one thread
/// at a time.
class Diagnostics {
 public:
  /// Adds one error; its text has the form of UserError.
  void add(const std::string& where, const std::string& found, const std::string& hint = "");
  [[nodiscard]] bool empty() const { return texts_.empty(); }
  [[nodiscard]] const std::vector<std::string>& texts() const { return texts_; }
  /// Throws one UserError with one line per error, in the order they were added. Does nothing when
  /// there is none.
  void throw_if_any() const;

 private:
  std::vector<std::string> texts_;
};

}  // namespace ice::base
