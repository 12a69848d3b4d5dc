#pragma once
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "support/skip.hpp"

/// Figures of other programs: `made_by` in each file says which. A part of them is kept here.
inline nlohmann::json oracle(const std::string& name) {
  std::ifstream file(std::string(ICE_TEST_ASSETS "/search/") + name);
  return nlohmann::json::parse(file);
}

/// All of them, which lie beside the data sets; skips the test where they do not.
inline nlohmann::json whole_oracle(const std::string& name) {
  const char* const data = std::getenv("ICE_DATA");
  const auto path = std::filesystem::path(data == nullptr ? "" : data) / ".." / "search" / name;
  std::ifstream file(path);
  if (!file) skip("no " + path.string());
  return nlohmann::json::parse(file);
}
