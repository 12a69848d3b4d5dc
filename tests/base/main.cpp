// Catch's main, which is also a child that was started without standard streams.
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "base/process.hpp"
#include "run_tests.hpp"

namespace {

int tell_streams() {
  ice::base::open_standard_streams();
  for (const char* fd : {"0", "1"}) {
    const auto file = std::filesystem::read_symlink(std::string("/proc/self/fd/") + fd);
    std::fprintf(stderr, "%s %s\n", fd, file.c_str());
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 1 && std::strcmp(argv[1], "__open_streams") == 0) return tell_streams();
  return run_tests(argc, argv);
}
