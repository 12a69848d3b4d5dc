#pragma once
// Runs the built `ice` as a user does: in a folder of its own, with a store of its own, and with
// nothing of the environment that could change what it says.
#include <chrono>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/process.hpp"
#include "support/temporary_folder.hpp"

namespace ice::cli {

struct Result {
  int code = 0;  ///< exit code; 128 + number of the signal that ended it, as a shell tells
  std::string out, err;
};

/// A temporary folder to run commands in, removed at the end. The store is its s.db.
class Shell {
 public:
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_.path(); }
  [[nodiscard]] std::filesystem::path store() const { return folder_ / "s.db"; }

  /// Writes a file into the folder; returns its path.
  std::filesystem::path write(const std::string& name, const std::string& bytes) const {
    return folder_.write(name, bytes);
  }
  [[nodiscard]] std::string read(const std::string& name) const {
    return test::bytes_of(folder_ / name);
  }

  /// `ice arguments...` in the folder; `environment` holds NAME=value texts.
  [[nodiscard]] Result ice(const std::vector<std::string>& arguments,
                           const std::vector<std::string>& environment = {}) const {
    std::vector<std::string> line{ICE_BUILD "/bin/ice"};
    line.insert(line.end(), arguments.begin(), arguments.end());
    return run(line, environment);
  }

  /// Any program in the same folder and environment.
  [[nodiscard]] Result run(const std::vector<std::string>& line,
                           const std::vector<std::string>& environment = {}) const {
    const base::Completed ended = base::run_to_end(in_folder(line, environment), kLimit);
    if (ended.timed_out) throw std::runtime_error("no end within the limit: " + line.front());
    const int code = ended.status.signal > 0 ? 128 + ended.status.signal : ended.status.code;
    return {code, ended.out, ended.err};
  }

  /// The same as a command line, for a test that starts the program itself.
  [[nodiscard]] std::vector<std::string> in_folder(
      const std::vector<std::string>& line,
      const std::vector<std::string>& environment = {}) const {
    std::vector<std::string> whole{"/usr/bin/env", "-C", folder().string()};
    for (const char* name :
         {"ICE_PLUGIN_PATH", "ICE_DATA", "ICE_CPU", "XDG_DATA_HOME", "NO_COLOR", "TERM"})
      whole.insert(whole.end(), {"-u", name});
    whole.insert(whole.end(), {"ICE_DB=" + store().string(), "HOME=" + folder().string()});
    whole.insert(whole.end(), environment.begin(), environment.end());
    whole.insert(whole.end(), line.begin(), line.end());
    return whole;
  }

 private:
  static constexpr std::chrono::seconds kLimit{60};

  test::TemporaryFolder folder_;
};

}  // namespace ice::cli
