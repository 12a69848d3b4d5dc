// Catch's main, which is also the probe child of the catalogues that the tests scan.
#include <cstring>

#include "plugin/catalog.hpp"
#include "run_tests.hpp"

int main(int argc, char** argv) {
  if (argc > 1 && std::strcmp(argv[1], ice::plugin::kProbeRole) == 0)
    return ice::plugin::probe_main(argc, argv);
  return run_tests(argc, argv);
}
