#pragma once
// Pipes that child processes write to.
#include <string>

#include "base/fd.hpp"

namespace ice::base {

/// Both ends are close-on-exec; reading does not wait.
struct Pipe {
  Fd read, write;
};

/// Throws what throw_system_error does when there is no descriptor left.
[[nodiscard]] Pipe make_pipe();

/// Appends what is there to be read, at most what a pipe holds: one who writes for ever keeps
/// nobody here. False at the end of the stream.
[[nodiscard]] bool read_available(int fd, std::string& into);

}  // namespace ice::base
