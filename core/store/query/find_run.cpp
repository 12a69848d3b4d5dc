#include "store/query/find_run.hpp"

#include <fmt/format.h>

#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"
#include "store/query/short_id.hpp"

namespace ice::store {
namespace {

constexpr std::size_t kListed = 10;

// The text in lower case; nullopt when it cannot be the beginning of a key.
std::optional<std::string> prefix_from(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'F' ? static_cast<char>(c + ('a' - 'A')) : c;
  const bool is_hex = text.find_first_not_of("0123456789abcdef") == std::string::npos;
  return is_hex && text.size() >= kShortestId ? std::optional(std::move(text)) : std::nullopt;
}

}  // namespace

std::optional<FoundRun> find_run(Connection& connection, const std::string& given) {
  const std::optional<std::string> prefix = prefix_from(given);
  if (!prefix) return std::nullopt;
  Statement rows = connection.prepare(fmt::format(
      "SELECT r.id, {} FROM runs r WHERE r.key >= ? AND r.key < ? ORDER BY r.key LIMIT {}",
      kShortIdSql, kListed + 1));
  const std::string end = *prefix + 'g';  // after every hex digit
  rows.bind(*prefix, end);
  FoundRun found;
  std::vector<std::string> ids;
  while (rows.step()) {
    found = {rows.integer(0), rows.string(1)};
    ids.push_back(rows.string(1));
  }
  if (ids.empty()) return std::nullopt;
  if (ids.size() > kListed) ids.back() = "...";
  if (ids.size() > 1)
    throw base::UserError("run '" + given + "'", "several begin so: " + base::join(ids, ", "),
                          "Give more digits");
  return found;
}

FoundRun require_run(Connection& connection, const std::string& given) {
  if (!prefix_from(given))
    throw base::UserError("run '" + given + "'", "is not a run's id",
                          "Give 6 or more of the hex digits that 'ice runs' shows");
  if (auto found = find_run(connection, given)) return *std::move(found);
  throw base::UserError("run '" + given + "'", "there is no such run", "'ice runs' lists them");
}

}  // namespace ice::store
