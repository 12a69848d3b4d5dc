#pragma once
// Everything that may be wrong with the store's file, as the error a person reads: what it is, and
// what to do.
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

#include "base/error.hpp"

namespace ice::store {

using Path = std::filesystem::path;

[[nodiscard]] base::StoreError absent(const Path& file);
[[nodiscard]] base::StoreError not_a_database(const Path& file);
[[nodiscard]] base::StoreError nothing_recorded(const Path& file);
[[nodiscard]] base::StoreError not_a_store(const Path& file);
[[nodiscard]] base::StoreError newer_schema(const Path& file, std::int64_t found, int known);
/// One that the reader cannot read and only a writer may change.
[[nodiscard]] base::StoreError older_schema(const Path& file, std::int64_t found, int known);
/// One that cannot be upgraded, with at least one finding.
[[nodiscard]] base::StoreError too_damaged(const Path& file, std::span<const std::string> findings);
/// A copy would take the place of this file.
[[nodiscard]] base::StoreError taken(const Path& file);
[[nodiscard]] base::StoreError damaged(const Path& file, const std::string& what);
[[nodiscard]] base::StoreError read_only(const Path& file);
[[nodiscard]] base::StoreError cannot_open(const Path& file, const std::string& reason);
[[nodiscard]] base::StoreError on_network(const Path& file, const std::string& file_system);
/// What a lock's side file says, "4711 host", as "process 4711 on host".
[[nodiscard]] std::string holder_in_words(const std::string& holder);
/// `holder` is what the lock's side file says: "4711 host".
[[nodiscard]] base::StoreError has_writer(const Path& file, const std::string& holder);
[[nodiscard]] base::StoreError busy(const Path& file);
[[nodiscard]] base::StoreError disk_full(const Path& file);
[[nodiscard]] base::StoreError io_failed(const Path& file, const std::string& reason);
[[nodiscard]] base::StoreError vanished(const Path& file);

}  // namespace ice::store
