// Catch's main, which is also a child: one that was started without standard streams, one that
// removes its own file and starts itself again.
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

int restart() {
  const std::string self = ice::base::self_program();
  std::filesystem::remove(self);
  std::fputs(ice::base::run_to_end({self, "__say"}, std::chrono::seconds(10)).out.c_str(), stdout);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 1 && std::strcmp(argv[1], "__open_streams") == 0) return tell_streams();
  if (argc > 1 && std::strcmp(argv[1], "__restart") == 0) return restart();
  if (argc > 1 && std::strcmp(argv[1], "__say") == 0) return std::puts("started again") < 0 ? 1 : 0;
  return run_tests(argc, argv);
}
