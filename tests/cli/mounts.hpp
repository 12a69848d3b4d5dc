#pragma once
// Commands for which a folder of the system is another, or cannot be written: root heeds no
// permissions. A test that asks for one is skipped where there are no namespaces.
#include <string>

#include "cli/ice.hpp"
#include "support/skip.hpp"

namespace ice::cli {

/// Runs a script that may mount: nobody else sees it.
inline Result with_own_mounts(const Shell& shell, const std::string& script) {
  Result result = shell.run({"unshare", "-rm", "sh", "-c", script});
  if (result.err.starts_with("unshare: ") || result.err.starts_with("mount: "))
    skip("no namespaces here: " + result.err);
  return result;
}

/// `ice arguments` where the shell's folder is read-only.
inline Result on_read_only_folder(const Shell& shell, const std::string& arguments) {
  const std::string folder = shell.folder().string();
  return with_own_mounts(shell, "mount --bind " + folder + " " + folder +
                                    " && mount -o remount,bind,ro " + folder + " && cd " + folder +
                                    " && exec " ICE_BUILD "/bin/ice " + arguments);
}

}  // namespace ice::cli
