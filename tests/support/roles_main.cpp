// Catch's main, which is also the probe child, the worker and the predicting child of the tests.
#include "worker/worker.hpp"

#include <cstring>

#include "inspect/gradients.hpp"
#include "inspect/landscape.hpp"
#include "plugin/catalog.hpp"
#include "predict/predict.hpp"
#include "run_tests.hpp"

int main(int argc, char** argv) {
  if (argc > 1 && std::strcmp(argv[1], ice::plugin::kProbeRole) == 0)
    return ice::plugin::probe_main(argc, argv);
  if (argc > 1 && std::strcmp(argv[1], ice::worker::kWorkerRole) == 0)
    return ice::worker::worker_main(argc, argv);
  if (argc > 1 && std::strcmp(argv[1], ice::predict::kPredictRole) == 0)
    return ice::predict::predict_main(argc, argv);
  if (argc > 1 && std::strcmp(argv[1], ice::inspect::kGradientsRole) == 0)
    return ice::inspect::gradients_main(argc, argv);
  if (argc > 1 && std::strcmp(argv[1], ice::inspect::kLandscapeRole) == 0)
    return ice::inspect::landscape_main(argc, argv);
  return run_tests(argc, argv);
}
