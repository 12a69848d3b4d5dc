#pragma once
// The checksums of recorded runs, from their rows.
#include <cstdint>
#include <string>
#include <string_view>

#include "store/checksum.hpp"
#include "store/sqlite/sqlite.hpp"

namespace ice::store {

/// Of all that hangs on a run however it was scheduled: key, seed, status, error, epochs, metrics,
/// curves, and plugins but their path. RunWriter adds the same in the same order as it writes.
class ContentSums {
 public:
  explicit ContentSums(Connection& connection);
  [[nodiscard]] std::string of(std::int64_t run_id);

 private:
  Statement run_, metrics_, curves_, plugins_;
};

/// Of the content's checksum and the rest: times, study, environment, cell, seconds, paths of
/// plugins. Neither knows a row id.
class RecordSums {
 public:
  explicit RecordSums(Connection& connection);
  [[nodiscard]] std::string of(std::int64_t run_id, const std::string& content);

 private:
  Statement run_, paths_;
};

}  // namespace ice::store
