// Plugins of each kind that bring down the process they run in, or try: what a sweep has to
// survive.
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cfenv>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ice/plugin.hpp>
#include <limits>
#include <new>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

// NOLINTNEXTLINE(misc-no-recursion): on purpose
int overflow_stack(const volatile char* above) {
  std::array<volatile char, 4096> frame{};
  if (*above != 0) return 0;  // never: all of it is 0
  return overflow_stack(frame.data()) + frame[1];
}

void throw_out() { throw std::bad_alloc(); }

// Not to null: UBSan would end the process in its own way.
void write_to_nowhere() {
  volatile std::uintptr_t nowhere = 16;
  *reinterpret_cast<volatile int*>(nowhere) = 1;  // NOLINT(performance-no-int-to-ptr): on purpose
}

[[noreturn]] void allocate_without_bound() {
  std::vector<std::vector<char>> all;
  for (;;) all.emplace_back(std::size_t{16} << 20, 'x');
}

[[noreturn]] void loop_for_ever() {
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) std::signal(signal, SIG_IGN);
  for (;;) ::usleep(1000);
}

[[noreturn]] void print_for_ever() {
  const std::string line(4096, 'e');
  for (;;) (void)!::write(STDERR_FILENO, line.data(), line.size());
}

// Every socket of the process, which is the one to its coordinator.
template <class Act>
void for_each_socket(Act act) {
  for (int fd = 3; fd < 64; ++fd) {
    int type = 0;
    socklen_t size = sizeof type;
    if (::getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &size) == 0) act(fd);
  }
}

void write_garbage() {
  for_each_socket([](int fd) { (void)!::write(fd, "hello, world\n", 13); });
}

void close_connection() {
  for_each_socket([](int fd) { ::close(fd); });
  loop_for_ever();
}

// Set by a run that damages its process: the next one to look finds it and aborts.
bool is_damaged = false;

void ruin(const std::string& how) {
  if (how == "throws") throw std::runtime_error("cannot go on");
  if (how == "segfaults") write_to_nowhere();
  if (how == "aborts") std::abort();
  if (how == "terminates") []() noexcept { throw_out(); }();
  if (how == "exits") std::exit(0);
  if (how == "loops") loop_for_ever();
  if (how == "overflows_stack") std::exit(overflow_stack(""));
  if (how == "hoards") allocate_without_bound();
  if (how == "floods") print_for_ever();
  if (how == "garbles") write_garbage();
  if (how == "hangs_up") close_connection();
  if (how == "damages") is_damaged = true;
  if (how == "rounds_up") std::fesetround(FE_UPWARD);
  if (how == "prints") {
    std::puts("on standard output");
    throw std::runtime_error("cannot go on");
  }
}

constexpr auto kHow = ice::choice(
    "how", "throws",
    {"throws", "segfaults", "aborts", "terminates", "exits", "loops", "overflows_stack", "hoards",
     "floods", "garbles", "hangs_up", "damages", "rounds_up", "prints", "resizes", "nan"});

}  // namespace

// The identity, until its call number `at`.
struct Activation : ice::Activation {
  static constexpr auto id = "ruinous", doc = "ruins its process as asked";
  static constexpr std::array params{kHow, ice::integer("at", 1).at_least(1)};
  explicit Activation(const ice::Params& p) : how(p.choice("how")), at(p.integer("at")) {}

  template <class T>
  void forward(ice::In<T> Z, ice::Out<T> A) const {
    A = Z;
    if (++calls != at) return;
    if (how == "resizes") A.set_size(1, 1);
    if (how == "nan") A.fill(std::numeric_limits<T>::quiet_NaN());
    ruin(how);
  }
  template <class T>
  void backward(ice::In<T> /*Z*/, ice::In<T> /*A*/, ice::In<T> dA, ice::Out<T> dZ) const {
    dZ = dA;
  }
  std::string how;
  std::int64_t at;
  mutable std::int64_t calls = 0;
};

// The identity, in a process that is whole.
struct Sound : ice::Activation {
  static constexpr auto id = "sound", doc = "aborts where another damaged the process";
  template <class T>
  T value(T z) const {
    if (is_damaged) std::abort();
    return z;
  }
  template <class T>
  T slope(T /*z*/, T /*a*/) const {
    return 1;
  }
};

struct Initializer : ice::Initializer {
  static constexpr auto id = "ruinous", doc = "ruins its process as asked";
  static constexpr std::array params{kHow};
  explicit Initializer(const ice::Params& p) : how(p.choice("how")) {}
  template <class T>
  void fill(const ice::Layer& /*l*/, ice::Rng& /*rng*/, ice::Out<T> W) const {
    W.zeros();
    ruin(how);
  }
  std::string how;
};

struct Loss : ice::Loss {
  static constexpr auto id = "ruinous", doc = "ruins its process as asked, in its gradient";
  static constexpr std::array params{kHow};
  explicit Loss(const ice::Params& p) : how(p.choice("how")) {}
  template <class T>
  void value(ice::In<T> /*A*/, ice::In<T> /*Y*/, ice::Out<T> per_sample) const {
    per_sample.zeros();
  }
  template <class T>
  void gradient(ice::In<T> A, ice::In<T> Y, ice::Out<T> dA) const {
    dA = A - Y;
    ruin(how);
  }
  std::string how;
};

struct Optimizer : ice::Optimizer {
  static constexpr auto id = "ruinous", doc = "ruins its process as asked";
  static constexpr std::array params{kHow};
  explicit Optimizer(const ice::Params& p) : how(p.choice("how")) {}
  template <class T>
  void step(std::uint64_t /*t*/, double /*lr*/, ice::In<T> /*g*/, ice::Out<T> /*w*/,
            ice::Slots<T> /*s*/) const {
    ruin(how);
  }
  std::string how;
};

// Its constructor is the first of its code to run in a worker.
struct Constructor : ice::Activation {
  static constexpr auto id = "constructor", doc = "ruins its process when it is made";
  static constexpr std::array params{kHow};
  explicit Constructor(const ice::Params& p) { ruin(p.choice("how")); }
  template <class T>
  T value(T z) const {
    return z;
  }
  template <class T>
  T slope(T /*z*/, T /*a*/) const {
    return 1;
  }
};

ICE_LIBRARY("ruin", "0.1.0", "MIT", Activation, Sound, Initializer, Loss, Optimizer, Constructor)
