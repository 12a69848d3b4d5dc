#include "base/process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string_view>

#include "base/error.hpp"

extern char** environ;  // NOLINT(readability-identifier-naming): POSIX's name

namespace ice::base {
namespace {

constexpr std::size_t kStderrKept = 16 * 1024;

ExitStatus decode(int raw) {
  if (WIFSIGNALED(raw)) return {0, WTERMSIG(raw)};
  return {WEXITSTATUS(raw), 0};
}

std::vector<char*> pointers(const std::vector<std::string>& texts) {
  std::vector<char*> out;
  for (const std::string& text : texts) out.push_back(const_cast<char*>(text.c_str()));
  out.push_back(nullptr);
  return out;
}

std::string_view name_of(const std::string& assignment) {
  return std::string_view(assignment).substr(0, assignment.find('='));
}

std::vector<std::string> merged_environment(const std::vector<std::string>& extra) {
  std::vector<std::string> all = extra;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string own = *entry;
    const bool replaced = std::any_of(extra.begin(), extra.end(), [&](const std::string& e) {
      return name_of(e) == name_of(own);
    });
    if (!replaced) all.push_back(own);
  }
  return all;
}

// RAII of the two posix_spawn structures.
struct SpawnSetup {
  posix_spawn_file_actions_t actions{};
  posix_spawnattr_t attributes{};
  SpawnSetup() {
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
  }
  ~SpawnSetup() {
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
  }
  SpawnSetup(const SpawnSetup&) = delete;
  SpawnSetup& operator=(const SpawnSetup&) = delete;
};

std::pair<Fd, Fd> make_pipe() {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0)
    throw Error(std::string("cannot make a pipe: ") + std::strerror(errno));
  return {Fd(ends[0]), Fd(ends[1])};
}

// Reads what is there; false at the end of the stream.
bool drain(int fd, std::string& into) {
  std::array<char, 4096> block{};
  const ssize_t got = ::read(fd, block.data(), block.size());
  if (got > 0) into.append(block.data(), static_cast<std::size_t>(got));
  return got > 0 || (got < 0 && errno == EINTR);
}

}  // namespace

std::string ExitStatus::describe() const {
  if (signal == 0) return "exit code " + std::to_string(code);
  const char* abbreviation = sigabbrev_np(signal);
  const char* description = sigdescr_np(signal);
  if (abbreviation == nullptr || description == nullptr) return "signal " + std::to_string(signal);
  std::string text = description;
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return std::tolower(c); });
  return std::string("SIG") + abbreviation + " (" + text + ")";
}

Process::Process(const SpawnOptions& options) {
  SpawnSetup setup;
  for (const auto& [ours, theirs] : options.descriptors) {
    posix_spawn_file_actions_adddup2(&setup.actions, ours, theirs);
  }
  sigset_t none;
  sigemptyset(&none);
  sigset_t defaults;
  sigfillset(&defaults);
  posix_spawnattr_setsigmask(&setup.attributes, &none);
  posix_spawnattr_setsigdefault(&setup.attributes, &defaults);
  posix_spawnattr_setpgroup(&setup.attributes, 0);
  posix_spawnattr_setflags(&setup.attributes,
                           POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);

  const std::vector<std::string> environment = merged_environment(options.environment);
  const int error =
      posix_spawn(&pid_, options.argv.front().c_str(), &setup.actions, &setup.attributes,
                  pointers(options.argv).data(), pointers(environment).data());
  if (error != 0) {
    pid_ = -1;
    throw Error("cannot start " + options.argv.front() + ": " + std::strerror(error));
  }
}

Process::~Process() {
  if (pid_ < 0 || status_) return;
  kill(SIGKILL);
  (void)wait();
}

Process::Process(Process&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)), status_(other.status_) {}

Process& Process::operator=(Process&& other) noexcept {
  std::swap(pid_, other.pid_);
  std::swap(status_, other.status_);
  return *this;
}

void Process::kill(int signal) const {
  if (pid_ > 0 && !status_) ::kill(-pid_, signal);
}

std::optional<ExitStatus> Process::try_wait() {
  int raw = 0;
  if (!status_ && ::waitpid(pid_, &raw, WNOHANG) == pid_) status_ = decode(raw);
  return status_;
}

ExitStatus Process::wait() {
  int raw = 0;
  while (!status_) {
    if (::waitpid(pid_, &raw, 0) == pid_)
      status_ = decode(raw);
    else if (errno != EINTR)
      status_ = ExitStatus{127, 0};  // reaped elsewhere: cannot happen while we own it
  }
  return *status_;
}

Completed run_to_end(const std::vector<std::string>& argv, std::chrono::milliseconds limit) {
  using Clock = std::chrono::steady_clock;
  auto [out_read, out_write] = make_pipe();
  auto [err_read, err_write] = make_pipe();
  Process child({argv, {{out_write.get(), STDOUT_FILENO}, {err_write.get(), STDERR_FILENO}}, {}});
  out_write.reset();
  err_write.reset();

  Completed done;
  const auto deadline = Clock::now() + limit;
  std::array<pollfd, 2> fds{pollfd{out_read.get(), POLLIN, 0}, pollfd{err_read.get(), POLLIN, 0}};
  const std::array<std::string*, 2> texts{&done.out, &done.err};
  while (fds[0].fd >= 0 || fds[1].fd >= 0) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    if (left <= 0) {
      done.timed_out = true;
      child.kill(SIGKILL);
      break;
    }
    if (::poll(fds.data(), fds.size(), static_cast<int>(left)) <= 0) continue;
    for (std::size_t i = 0; i < fds.size(); ++i) {
      if (fds[i].revents != 0 && !drain(fds[i].fd, *texts[i])) fds[i].fd = -1;
    }
    if (done.err.size() > 2 * kStderrKept) done.err.erase(0, done.err.size() - kStderrKept);
  }
  done.status = child.wait();
  if (done.err.size() > kStderrKept) done.err.erase(0, done.err.size() - kStderrKept);
  return done;
}

std::string self_program() { return std::filesystem::read_symlink("/proc/self/exe").string(); }

void bind_to_parent() {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  const rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
}

}  // namespace ice::base
