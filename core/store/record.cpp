#include "store/record.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ctime>

namespace ice::store {
namespace {

struct StatusName {
  Status status;
  std::string_view name;
};
constexpr std::array kStatusNames{
    StatusName{Status::kFinished, "finished"}, StatusName{Status::kDiverged, "diverged"},
    StatusName{Status::kFailed, "failed"},     StatusName{Status::kCrashed, "crashed"},
    StatusName{Status::kTimeout, "timeout"},   StatusName{Status::kOom, "oom"}};

}  // namespace

std::string to_string(Status status) {
  const auto found = std::find_if(kStatusNames.begin(), kStatusNames.end(),
                                  [&](const StatusName& s) { return s.status == status; });
  return std::string(found->name);
}

std::optional<Status> status_from(std::string_view text) {
  const auto found = std::find_if(kStatusNames.begin(), kStatusNames.end(),
                                  [&](const StatusName& s) { return s.name == text; });
  if (found == kStatusNames.end()) return std::nullopt;
  return found->status;
}

std::string utc_text(std::chrono::system_clock::time_point time) {
  using std::chrono::milliseconds;
  const auto since = std::chrono::floor<milliseconds>(time).time_since_epoch();
  const std::time_t seconds = std::chrono::floor<std::chrono::seconds>(since).count();
  std::tm utc{};
  ::gmtime_r(&seconds, &utc);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", utc.tm_year + 1900,
                     utc.tm_mon + 1, utc.tm_mday, utc.tm_hour, utc.tm_min, utc.tm_sec,
                     static_cast<int>((since - std::chrono::seconds(seconds)).count()));
}

}  // namespace ice::store
