// Catch's main, which is also the child of the catalogues that the tests scan and of the checks.
#include <cstring>

#include "conformance/check.hpp"
#include "plugin/catalog.hpp"
#include "run_tests.hpp"

int main(int argc, char** argv) {
  if (argc > 1 && std::strcmp(argv[1], ice::plugin::kProbeRole) == 0) {
    return ice::plugin::probe_main(argc, argv);
  }
  if (argc > 1 && std::strcmp(argv[1], ice::conformance::kCheckRole) == 0) {
    return ice::conformance::check_main(argc, argv);
  }
  return run_tests(argc, argv);
}
