// Runs the benchmarks; `ice_bench --help` lists the options. Times of different runs are not to be
// compared: machines drift. Each file names what its cases are measured against.
#include <benchmark/benchmark.h>

#include <cstring>

#include "plugin/catalog.hpp"

extern "C" {
void openblas_set_num_threads(int count);
char* openblas_get_corename();
}

int main(int argc, char** argv) {
  if (argc > 1 && std::strcmp(argv[1], ice::plugin::kProbeRole) == 0)
    return ice::plugin::probe_main(argc, argv);
  openblas_set_num_threads(1);  // as in a worker
  benchmark::AddCustomContext("OpenBLAS kernels", openblas_get_corename());
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
}
