#include "report/metric_bounds.hpp"

#include <algorithm>
#include <array>

namespace ice::report {
namespace {

struct Row {
  std::string_view name;
  Bounds bounds;
};

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr Bounds kShare{0, 1};
constexpr Bounds kNeverNegative{0, kInfinity};

constexpr std::array kRows{Row{"accuracy", kShare},
                           Row{"precision", kShare},
                           Row{"recall", kShare},
                           Row{"f1", kShare},
                           Row{"cost", kNeverNegative},
                           Row{"objective", kNeverNegative},
                           Row{"asymmetry", kNeverNegative},
                           Row{"rmse", kNeverNegative},
                           Row{"mae", kNeverNegative},
                           Row{"r2", {-kInfinity, 1}}};

}  // namespace

Bounds bounds_of(std::string_view metric) {
  const std::string_view name = metric.substr(metric.rfind('.') + 1);
  const auto* const row =
      std::find_if(kRows.begin(), kRows.end(), [&](const Row& each) { return each.name == name; });
  return row == kRows.end() ? Bounds{} : row->bounds;
}

}  // namespace ice::report
