#include "stop.hpp"

#include <csignal>

namespace ice::cli {
namespace {

constexpr int kSignals[] = {SIGINT, SIGTERM, SIGHUP, SIGPIPE};

std::atomic<int> received{0};  // a signal handler reaches nothing but globals

void note(int signal) { received = signal; }

void handle(void (*handler)(int), int flags) {
  struct sigaction action {};
  action.sa_handler = handler;
  action.sa_flags = flags;
  for (const int signal : kSignals) sigaction(signal, &action, nullptr);
}

}  // namespace

StopSignals::StopSignals() {
  received = 0;
  handle(note, static_cast<int>(SA_RESETHAND));
}

StopSignals::~StopSignals() { handle(SIG_DFL, 0); }

const std::atomic<int>* StopSignals::flag() const { return &received; }

}  // namespace ice::cli
