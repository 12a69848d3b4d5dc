#include "base/process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string_view>
#include <thread>

#include "base/pipe.hpp"
#include "base/system_error.hpp"

extern char** environ;  // NOLINT(readability-identifier-naming): POSIX's name

namespace ice::base {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kStderrKept = 16 * 1024;
constexpr std::chrono::milliseconds kBetweenLooks{1};
constexpr const char* kOwnImage = "/proc/self/exe";

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

// Our own program is started by its running image: its file may have been replaced by a new build.
const char* path_to_start(const std::string& program) {
  return program == self_program() ? kOwnImage : program.c_str();
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

// A descriptor that can be read once the child has ended.
Fd end_of(const Process& child) {
  const int fd = static_cast<int>(::syscall(SYS_pidfd_open, child.pid(), 0));
  if (fd < 0) throw_system_error("cannot watch a child process", errno);
  return Fd(fd);
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
      posix_spawn(&pid_, path_to_start(options.argv.front()), &setup.actions, &setup.attributes,
                  pointers(options.argv).data(), pointers(environment).data());
  if (error != 0) {
    pid_ = -1;
    throw_system_error("cannot start " + options.argv.front(), error);
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
  if (pid_ <= 0 || status_) return;
  ::kill(-pid_, signal);
  ::kill(pid_, signal);  // it may have left its group
}

bool Process::ends_within(std::chrono::milliseconds limit) const {
  const auto deadline = Clock::now() + limit;
  siginfo_t ended{};
  while (!status_) {
    ::waitid(P_PID, static_cast<id_t>(pid_), &ended, WEXITED | WNOHANG | WNOWAIT);
    if (ended.si_pid == pid_) return true;
    if (Clock::now() >= deadline) return false;
    std::this_thread::sleep_for(kBetweenLooks);
  }
  return true;
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

Completed run_to_end(const std::vector<std::string>& argv, std::chrono::milliseconds limit,
                     const std::vector<std::string>& environment) {
  Pipe out = make_pipe();
  Pipe err = make_pipe();
  Process child(
      {argv, {{out.write.get(), STDOUT_FILENO}, {err.write.get(), STDERR_FILENO}}, environment});
  out.write.reset();
  err.write.reset();

  Completed done;
  const Fd end = end_of(child);
  std::array<pollfd, 3> fds{pollfd{out.read.get(), POLLIN, 0}, pollfd{err.read.get(), POLLIN, 0},
                            pollfd{end.get(), POLLIN, 0}};
  const auto read_what_is_there = [&](int milliseconds) {
    if (::poll(fds.data(), fds.size(), milliseconds) <= 0) return;
    if (fds[0].revents != 0 && !read_available(fds[0].fd, done.out)) fds[0].fd = -1;
    if (fds[1].revents != 0 && !read_available(fds[1].fd, done.err)) fds[1].fd = -1;
    if (done.err.size() > 2 * kStderrKept) done.err.erase(0, done.err.size() - kStderrKept);
  };
  // Until the child ends, not its streams: it may close them and go on, or leave them to others.
  const auto deadline = Clock::now() + limit;
  while (fds[2].revents == 0 && !done.timed_out) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
    done.timed_out = left <= 0;
    read_what_is_there(static_cast<int>(std::max<std::int64_t>(left, 0)));
  }
  child.kill(SIGKILL);
  done.status = child.wait();
  read_what_is_there(0);
  if (done.err.size() > kStderrKept) done.err.erase(0, done.err.size() - kStderrKept);
  return done;
}

std::string self_program() {
  static const std::string kPath = std::filesystem::read_symlink(kOwnImage).string();
  return kPath;
}

void open_standard_streams() {
  while (true) {
    const int fd = ::open("/dev/null", O_RDWR);
    if (fd > STDERR_FILENO) ::close(fd);
    if (fd < 0 || fd > STDERR_FILENO) return;
  }
}

void bind_to_parent() {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  const rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
}

}  // namespace ice::base
