#pragma once
// Collects the errors of one study, so that the user sees all of them at once. Each is one line:
// "file:line:column: path: found. hint".
#include <cstddef>
#include <string>
#include <vector>

#include "study/yaml.hpp"

namespace ice::study {

/// Reading ends after this number of errors.
inline constexpr std::size_t kMaxFaults = 100;

/// The errors found so far. load() makes one and passes it to every reader. Not thread-safe: one
/// thread at a time.
class Faults {
 public:
  /// Adds an error at a value, or at a key of a map; `path` names it in the study
  /// ("code.training.epochs"). Throws UserError with all errors when this is the kMaxFaults-th.
  void add(const Node& at, const std::string& path, const std::string& found,
           const std::string& hint = "");
  void add(const Node::Entry& at, const std::string& path, const std::string& found,
           const std::string& hint = "");

  [[nodiscard]] std::size_t count() const { return faults_.size(); }
  /// Throws one UserError with a line per error, ordered by file, line and column. Does nothing
  /// when there is none.
  void throw_if_any();

 private:
  struct Fault {
    std::string file;
    Mark mark;
    std::string path, found, hint;
  };
  void add(Fault fault);
  std::vector<Fault> faults_;
};

/// A node as "got ..." in messages shows it: 'text', 0.5, a list, a map, nothing.
[[nodiscard]] std::string describe(const Node& node);

/// The text for use in a message: at most 100 bytes, with "..." where it was cut.
[[nodiscard]] std::string clipped(const std::string& text);

}  // namespace ice::study
