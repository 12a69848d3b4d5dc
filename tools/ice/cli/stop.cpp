#include "cli/stop.hpp"

#include <chrono>
#include <csignal>
#include <cstdint>

namespace ice::cli {
namespace {

constexpr int kSignals[] = {SIGINT, SIGTERM, SIGHUP, SIGPIPE};

// timeout(1) sends its signal to us and at once to our group; a person's second Ctrl-C takes
// longer.
constexpr std::int64_t kOneSignalMs = 200;

std::atomic<int> received{0};  // a signal handler reaches nothing but globals
std::atomic<std::int64_t> received_at{0};

std::int64_t now_ms() {
  using namespace std::chrono;
  return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

// Notes the first signal; a later one ends the program as it would without a handler.
void note(int signal) {
  if (received == 0) {
    received_at = now_ms();
    received = signal;
  } else if (now_ms() - received_at > kOneSignalMs) {
    std::signal(signal, SIG_DFL);
    std::raise(signal);
  }
}

// Signals that are ignored stay ignored: nohup(1) relies on that.
void handle(void (*handler)(int)) {
  for (const int signal : kSignals) {
    struct sigaction action {};
    sigaction(signal, nullptr, &action);
    if (action.sa_handler == SIG_IGN) continue;
    action = {};
    action.sa_handler = handler;
    sigaction(signal, &action, nullptr);
  }
}

}  // namespace

StopSignals::StopSignals() {
  received = 0;
  handle(note);
}

StopSignals::~StopSignals() { handle(SIG_DFL); }

const std::atomic<int>* StopSignals::flag() const { return &received; }

}  // namespace ice::cli
