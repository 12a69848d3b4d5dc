#pragma once
// Computes the two checksums of a recorded run from its rows. Neither depends on row ids, so a run
// keeps them when it is copied into another store. Both classes borrow the connection; one thread
// at a time.
#include <cstdint>
#include <string>
#include <string_view>

#include "store/checksum.hpp"
#include "store/sqlite/sqlite.hpp"

namespace ice::store {

/// The checksum of the content: key, seed, status, error, epochs, metrics, curves, and plugins
/// without their paths. It is the same however the run was scheduled. RunWriter computes it while
/// it writes; the order of the values in both must be the same.
class ContentSums {
 public:
  explicit ContentSums(Connection& connection);
  [[nodiscard]] std::string of(std::int64_t run_id);

 private:
  Statement run_, metrics_, curves_, plugins_;
};

/// The checksum of the record: the checksum of the content and all other values (times, study,
/// environment, cell, seconds, paths of plugins).
class RecordSums {
 public:
  explicit RecordSums(Connection& connection);
  [[nodiscard]] std::string of(std::int64_t run_id, const std::string& content);

 private:
  Statement run_, paths_;
};

}  // namespace ice::store
