#pragma once
// The errors of one study, collected: each "file:line:col: path: found. hint".
#include <cstddef>
#include <string>
#include <vector>

#include "study/yaml.hpp"

namespace ice::study {

/// A file that is wrong all over is given up at so many errors.
inline constexpr std::size_t kMaxFaults = 100;

class Faults {
 public:
  /// An error at a value (where it stands and its path in the study), or at a key of a map. Throws
  /// UserError with all of them at the kMaxFaults-th.
  void add(const Node& at, const std::string& path, const std::string& found,
           const std::string& hint = "");
  void add(const Node::Entry& at, const std::string& path, const std::string& found,
           const std::string& hint = "");

  [[nodiscard]] std::size_t count() const { return faults_.size(); }
  /// Throws one UserError with a line per error, in the order of the places.
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

/// A node as messages show what was found: 'text', 0.5, a list, a map, nothing.
[[nodiscard]] std::string describe(const Node& node);

/// A text cut to what a message can hold.
[[nodiscard]] std::string clipped(const std::string& text);

}  // namespace ice::study
