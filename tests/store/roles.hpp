#pragma once
// The other process of a test: this program in another role (main.cpp).
#include <fcntl.h>
#include <signal.h>

#include <filesystem>
#include <string>

#include "base/fd.hpp"
#include "base/process.hpp"

inline constexpr const char* kWriteRole = "--write-runs";
inline constexpr const char* kHoldRole = "--hold-store";
inline constexpr const char* kUpgradeRole = "--upgrade-store";

/// A child that plays a role on a store, and what it prints.
class Actor {
 public:
  Actor(const char* role, const std::filesystem::path& file, std::uint64_t first = 0)
      : Actor(role, file, first, make_pipe()) {}

  void kill() {
    process_.kill(SIGKILL);
    (void)process_.wait();
  }
  [[nodiscard]] pid_t pid() const { return process_.pid(); }
  /// What it prints up to the end of the next line, or, once it is dead, up to its end.
  [[nodiscard]] std::string read_line() { return read('\n'); }
  [[nodiscard]] std::string read_all() { return read('\0'); }

 private:
  struct Pipe {
    ice::base::Fd out, in;
  };
  static Pipe make_pipe() {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    return {ice::base::Fd(ends[0]), ice::base::Fd(ends[1])};
  }
  Actor(const char* role, const std::filesystem::path& file, std::uint64_t first, Pipe pipe)
      : output_(std::move(pipe.out)),
        process_({{ice::base::self_program(), role, file.string(), std::to_string(first)},
                  {{pipe.in.get(), STDOUT_FILENO}},
                  {}}) {}

  std::string read(char end) {
    std::string text;
    for (char c = 0; ::read(output_.get(), &c, 1) == 1 && c != end;) text += c;
    return text;
  }

  ice::base::Fd output_;
  ice::base::Process process_;
};
