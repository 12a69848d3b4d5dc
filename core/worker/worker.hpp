#pragma once
// The worker process: trains one job after the other, as the coordinator sends them over a socket
// (message.hpp). It is this same program, started again in the worker's role.

namespace ice::worker {

/// argv[1] of a worker. REQUIRES: main() of every program that calls run_study returns what
/// worker_main() returns when argv[1] is this role.
inline constexpr const char* kWorkerRole = "__worker";
/// Serves until the coordinator closes the socket. A run that throws is reported and does not end
/// the worker. Returns the exit code.
int worker_main(int argc, char** argv);

}  // namespace ice::worker
