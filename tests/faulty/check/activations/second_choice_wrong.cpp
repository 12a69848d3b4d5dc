// caught by: gradient - one of its two forms has the other's slope
#include <array>
#include <ice/plugin.hpp>

struct SecondChoiceWrong : ice::Activation {
  static constexpr auto id = "second_choice_wrong", doc = "1 / (1 + e^-z), or tanh(z)";
  static constexpr std::array params{ice::choice("form", "logistic", {"logistic", "tanh"})};
  static constexpr auto traits = ice::needs_a;

  explicit SecondChoiceWrong(const ice::Params& p) : is_tanh(p.choice("form") == "tanh") {}

  template <class T>
  T value(T z) const {
    return is_tanh ? tanh(z) : sigmoid(z);
  }
  template <class T>
  T slope(T /*z*/, T a) const {
    return a * (1 - a);
  }

  bool is_tanh;
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", SecondChoiceWrong)
