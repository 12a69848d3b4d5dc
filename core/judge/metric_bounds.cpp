#include "judge/metric_bounds.hpp"

#include <algorithm>
#include <array>

namespace ice::judge {
namespace {

struct Named {
  std::string_view name;
  Bounds bounds;
};

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr Bounds kShare{0, 1};
constexpr Bounds kNeverNegative{0, kInfinity};

constexpr std::array kRows{Named{"accuracy", kShare},
                           Named{"precision", kShare},
                           Named{"recall", kShare},
                           Named{"f1", kShare},
                           Named{"cost", kNeverNegative},
                           Named{"objective", kNeverNegative},
                           Named{"asymmetry", kNeverNegative},
                           Named{"rmse", kNeverNegative},
                           Named{"mae", kNeverNegative},
                           Named{"r2", {-kInfinity, 1}}};

}  // namespace

Bounds bounds_of(std::string_view metric) {
  const std::string_view name = metric.substr(metric.rfind('.') + 1);
  const auto* const row = std::find_if(kRows.begin(), kRows.end(),
                                       [&](const Named& each) { return each.name == name; });
  return row == kRows.end() ? Bounds{} : row->bounds;
}

}  // namespace ice::judge
