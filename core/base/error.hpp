#pragma once
// The one family of exceptions. What a run may normally end with (diverged, crashed, timeout) is a
// value, not an exception.
#include <stdexcept>
#include <string>
#include <vector>

namespace ice::base {

/// Root of the family; thrown itself only for what nobody but us can mend (a bug): exit code 70
/// with the way to report it.
class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Something the user can mend: wrong use, study, data or plugin. Exit code 2.
/// The text is "where: found. hint"; an empty `where` or `hint` is left out.
class UserError : public Error {
 public:
  explicit UserError(const std::string& where, const std::string& found,
                     const std::string& hint = "");
};

/// The store is unusable or busy. Exit code 3.
class StoreError : public Error {
 public:
  explicit StoreError(const std::string& where, const std::string& found,
                      const std::string& hint = "");
};

/// A plugin's call failed inside a run: the run is `failed` with this text; the sweep goes on.
class PluginError : public Error {
 public:
  using Error::Error;
};

/// Collects every error of a file, so that all of them are reported at once.
class Diagnostics {
 public:
  /// Adds one error, in the form of UserError.
  void add(const std::string& where, const std::string& found, const std::string& hint = "");
  [[nodiscard]] bool empty() const { return texts_.empty(); }
  [[nodiscard]] const std::vector<std::string>& texts() const { return texts_; }
  /// Throws one UserError with a line per error, in the order added; does nothing when there is
  /// none.
  void throw_if_any() const;

 private:
  std::vector<std::string> texts_;
};

}  // namespace ice::base
