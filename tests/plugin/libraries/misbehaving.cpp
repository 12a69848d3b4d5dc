// Plugins whose calls go wrong, built with and without Armadillo's own checks: what a call may do
// to the host, and what the host says then.
#include <ice/plugin.hpp>
#include <new>
#include <stdexcept>
#include <string>

// What an activation's forward does, by name.
struct Forward : ice::Activation {
  static constexpr auto id = "forward", doc = "goes wrong as asked";
  static constexpr std::array params{
      ice::choice("how", "throws",
                  {"throws", "throws_int", "throws_long", "out_of_memory", "resizes", "reshapes",
                   "assigns_other_shape", "resets", "moves"})};
  explicit Forward(const ice::Params& p) : how(p.choice("how")) {}

  template <class T>
  void forward(ice::In<T> Z, ice::Out<T> A) const {
    if (how == "throws") throw std::runtime_error("cannot go on");
    if (how == "throws_int") throw 42;
    if (how == "throws_long") throw std::runtime_error(std::string(5000, 'x'));
    if (how == "out_of_memory") throw std::bad_alloc();
    if (how == "resizes") A.set_size(1, 1);
    if (how == "reshapes") A.reshape(Z.n_cols, Z.n_rows);
    if (how == "assigns_other_shape") A = arma::join_cols(Z, Z);
    if (how == "resets") A.reset();
    if (how == "moves") A.set_size(1, 1), A.set_size(Z.n_rows, Z.n_cols);
  }
  template <class T>
  void backward(ice::In<T> /*Z*/, ice::In<T> /*A*/, ice::In<T> dA, ice::Out<T> dZ) const {
    dZ = dA.t();
  }
  std::string how;
};

struct Fill : ice::Initializer {
  static constexpr auto id = "fill", doc = "resizes what it fills";
  template <class T>
  void fill(const ice::Layer& /*l*/, ice::Rng& /*rng*/, ice::Out<T> W) const {
    W.zeros(2, 2);
  }
};

struct Value : ice::Loss {
  static constexpr auto id = "value", doc = "one number for all samples";
  template <class T>
  void value(ice::In<T> A, ice::In<T> Y, ice::Out<T> per_sample) const {
    per_sample = arma::accu(A - Y);
  }
  template <class T>
  void gradient(ice::In<T> /*A*/, ice::In<T> /*Y*/, ice::Out<T> /*dA*/) const {
    throw std::domain_error("Y holds no class");
  }
};

struct Step : ice::Optimizer {
  static constexpr auto id = "step", doc = "resizes its slot";
  static constexpr std::array slots{"v"};
  template <class T>
  void step(std::uint64_t /*t*/, double /*lr*/, ice::In<T> /*g*/, ice::Out<T> /*w*/,
            ice::Slots<T> s) const {
    s[0].set_size(1, 1);
  }
};

struct Refusing : ice::Activation {
  static constexpr auto id = "refusing", doc = "its constructor throws";
  Refusing() { throw std::runtime_error("no licence found"); }
  template <class T>
  T value(T z) const {
    return z;
  }
  template <class T>
  T slope(T /*z*/, T /*a*/) const {
    return 1;
  }
};

struct Asking : ice::Activation {
  static constexpr auto id = "asking", doc = "asks for a parameter that it does not declare";
  static constexpr std::array params{ice::real("slope", 1)};
  explicit Asking(const ice::Params& p) : slope_of(p.real("slpoe")) {}
  template <class T>
  T value(T z) const {
    return static_cast<T>(slope_of) * z;
  }
  template <class T>
  T slope(T /*z*/, T /*a*/) const {
    return static_cast<T>(slope_of);
  }
  double slope_of;
};

ICE_LIBRARY("bad", "0.1.0", "MIT", Forward, Fill, Value, Step, Refusing, Asking)
