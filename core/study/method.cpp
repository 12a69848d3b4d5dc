#include <algorithm>
#include <array>
#include <utility>

#include "study/study.hpp"

namespace ice::study {
namespace {

constexpr std::array<std::pair<Method, std::string_view>, 7> kMethodWords{
    {{Method::kGrid, "grid"},
     {Method::kRandom, "random"},
     {Method::kSobol, "sobol"},
     {Method::kHalton, "halton"},
     {Method::kTpe, "tpe"},
     {Method::kCmaes, "cmaes"},
     {Method::kAuto, "auto"}}};

}  // namespace

std::string to_string(Method method) {
  return std::string(
      std::ranges::find(kMethodWords, method, [](const auto& pair) { return pair.first; })->second);
}

Method method_from(std::string_view word) {
  return std::ranges::find(kMethodWords, word, [](const auto& pair) { return pair.second; })->first;
}

bool is_search(Method method) { return method != Method::kGrid && method != Method::kRandom; }

bool learns(Method method) {
  return method == Method::kTpe || method == Method::kCmaes || method == Method::kAuto;
}

}  // namespace ice::study
