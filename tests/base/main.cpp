// Catch's main, which is also a child: one that was started without standard streams, one that
// removes its own file and starts itself again, one that answers requests.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <limits>
#include <new>
#include <stdexcept>
#include <thread>

#include "base/child.hpp"
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

ice::base::Value answer(const std::string& request) {
  if (request == "throw") throw std::runtime_error("no such thing");
  if (request == "run out") throw std::bad_alloc();
  if (request == "print") std::puts("what a library prints");
  if (request == "nan") return std::numeric_limits<double>::quiet_NaN();
  if (request == "sleep") std::this_thread::sleep_for(std::chrono::seconds(100));
  if (request == "abort") {
    std::fputs("first\nthe last words\n", stderr);
    std::abort();
  }
  return "answer to " + request;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 1 && std::strcmp(argv[1], "__open_streams") == 0) return tell_streams();
  if (argc > 1 && std::strcmp(argv[1], "__answer") == 0)
    ice::base::answer_parent(argc, argv, answer);
  if (argc > 1 && std::strcmp(argv[1], "__restart") == 0) return restart();
  if (argc > 1 && std::strcmp(argv[1], "__say") == 0) return std::puts("started again") < 0 ? 1 : 0;
  return run_tests(argc, argv);
}
