#include "store/query/short_id.hpp"

#include <algorithm>

namespace ice::store {

const char* const kShortIdSql =
    "unique_prefix(r.key, (SELECT max(key) FROM runs WHERE key < r.key),"
    " (SELECT min(key) FROM runs WHERE key > r.key))";

namespace {

std::size_t common_length(std::string_view a, std::string_view b) {
  const auto end = std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first;
  return static_cast<std::size_t>(end - a.begin());
}

// The arguments are a key, the key before it and the key after it.
std::string unique_prefix(std::span<const std::string_view> keys) {
  const std::size_t length = std::max(
      {kShortestId, 1 + common_length(keys[0], keys[1]), 1 + common_length(keys[0], keys[2])});
  return std::string(keys[0].substr(0, length));
}

}  // namespace

void define_unique_prefix(Connection& connection) {
  connection.define("unique_prefix", &unique_prefix);
}

}  // namespace ice::store
