#pragma once
// The worker process: takes trials from a socket, trains, reports. Persistent for many runs.

namespace ice::worker {

/// Role of a worker (argv[1] == kWorkerRole): main() of every program that calls run_study must
/// hand over to worker_main.
inline constexpr const char* kWorkerRole = "__worker";
int worker_main(int argc, char** argv);

}  // namespace ice::worker
