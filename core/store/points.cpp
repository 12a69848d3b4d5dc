#include "store/points.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>

#include "base/error.hpp"

namespace ice::store {
namespace {

template <class Number>
void append(std::string& text, Number x) {
  std::array<char, 32> buffer{};
  text.append(buffer.data(), std::to_chars(buffer.data(), buffer.data() + buffer.size(), x).ptr);
}

void append_value(std::string& text, double x) {
  if (std::isfinite(x))
    append(text, x);
  else
    text += std::isnan(x) ? "\"nan\"" : x > 0 ? "\"inf\"" : "\"-inf\"";
}

// Reads only texts that points_text wrote.
class PointsReader {
 public:
  explicit PointsReader(std::string_view text) : text_(text) {}

  void read(Curve& curve) {
    take("{");
    while (!accept("}")) {
      if (!curve.epochs.empty()) take(",");
      take("\"");
      curve.epochs.push_back(number<std::uint64_t>());
      take("\":");
      curve.values.push_back(value());
    }
    if (!text_.empty()) fail();
  }

 private:
  [[noreturn]] static void fail() { throw base::Error("malformed points of a curve"); }

  bool accept(std::string_view token) {
    if (!text_.starts_with(token)) return false;
    text_.remove_prefix(token.size());
    return true;
  }
  void take(std::string_view token) {
    if (!accept(token)) fail();
  }
  template <class Number>
  Number number() {
    Number x{};
    const auto [end, error] = std::from_chars(text_.data(), text_.data() + text_.size(), x);
    if (error != std::errc{}) fail();
    text_.remove_prefix(static_cast<std::size_t>(end - text_.data()));
    return x;
  }
  double value() {
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    if (accept("\"nan\"")) return std::numeric_limits<double>::quiet_NaN();
    if (accept("\"inf\"")) return kInfinity;
    if (accept("\"-inf\"")) return -kInfinity;
    return number<double>();
  }

  std::string_view text_;
};

}  // namespace

std::string points_text(const Curve& curve) {
  std::string text = "{";
  for (std::size_t i = 0; i < curve.epochs.size(); ++i) {
    text += i == 0 ? "\"" : ",\"";
    append(text, curve.epochs[i]);
    text += "\":";
    append_value(text, curve.values[i]);
  }
  return text + "}";
}

void read_points(std::string_view text, Curve& curve) { PointsReader(text).read(curve); }

}  // namespace ice::store
