#include "run/environment.hpp"

#include <fmt/format.h>
#include <sys/utsname.h>

#include <chrono>
#include <fstream>
#include <string>

#include <armadillo>
#include "base/process.hpp"
#include "base/text.hpp"
#include "ice/abi.h"
#include "run/kernels.hpp"

extern "C" char* openblas_get_config();  // NOLINT(readability-identifier-naming): OpenBLAS's name

namespace ice::run {
namespace {

constexpr std::chrono::milliseconds kGitLimit{500};

// The value behind the first "key<separator>value" line of a file, without quotes.
std::string value_in(const char* file, const std::string& key, char separator) {
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    const auto at = line.find(separator);
    if (at == std::string::npos || base::trim(line.substr(0, at)) != key) continue;
    std::string value(base::trim(line.substr(at + 1)));
    std::erase(value, '"');
    return value;
  }
  return {};
}

// One call gives both: "# branch.oid <commit>", then a line for each changed file.
void add_git(store::Environment& environment, const std::filesystem::path& folder) {
  const auto git = base::run_to_end({"/usr/bin/env", "git", "-C", folder.string(), "status",
                                     "--porcelain=v2", "--branch", "--untracked-files=no"},
                                    kGitLimit);
  constexpr std::string_view kCommit = "# branch.oid ";
  if (!git.status.ok()) return;
  for (const std::string& line : base::split(git.out, '\n')) {
    if (line.starts_with(kCommit)) environment.git_commit = line.substr(kCommit.size());
    if (!line.empty() && line[0] != '#') environment.git_dirty = true;
  }
}

}  // namespace

std::string ice_version() {
  return fmt::format("{}.{}.{}", ICE_SDK_VERSION / 10000, ICE_SDK_VERSION / 100 % 100,
                     ICE_SDK_VERSION % 100);
}

store::Environment environment_of(const std::filesystem::path& folder) {
  utsname system{};
  uname(&system);
  store::Environment environment;
  environment.host = system.nodename;
  environment.cpu = value_in("/proc/cpuinfo", "model name", ':');
  environment.os =
      fmt::format("{} (Linux {})", value_in("/etc/os-release", "PRETTY_NAME", '='), system.release);
  environment.compiler = fmt::format("{} {}", __VERSION__, own_kernels());
  environment.blas = openblas_get_config();
  environment.armadillo = arma::arma_version::as_string();
  environment.ice_version = ice_version();
  add_git(environment, folder.empty() ? "." : folder);
  return environment;
}

}  // namespace ice::run
