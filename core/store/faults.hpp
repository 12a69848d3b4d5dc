#pragma once
// The errors about the file of a store, with the text that the user reads: what was found, and what
// to do. The functions return the error; the caller throws it. `file` is the store.
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

#include "base/error.hpp"

namespace ice::store {

using Path = std::filesystem::path;

// The file does not exist, or is not a store that this program can use.
[[nodiscard]] base::StoreError absent(const Path& file);
/// The folder of a store that is to be made.
[[nodiscard]] base::StoreError no_folder(const Path& file, const Path& folder);
[[nodiscard]] base::StoreError not_a_database(const Path& file);
[[nodiscard]] base::StoreError nothing_recorded(const Path& file);
[[nodiscard]] base::StoreError not_a_store(const Path& file);
[[nodiscard]] base::StoreError newer_schema(const Path& file, std::int64_t found, int known);
/// The store has an older schema, which only a writer may upgrade.
[[nodiscard]] base::StoreError older_schema(const Path& file, std::int64_t found, int known);
/// The store is too damaged to be upgraded. REQUIRES: there is at least one finding (check.hpp).
[[nodiscard]] base::StoreError too_damaged(const Path& file, std::span<const std::string> findings);
/// The target of a copy exists.
[[nodiscard]] base::StoreError taken(const Path& file);
[[nodiscard]] base::StoreError damaged(const Path& file, const std::string& what);
[[nodiscard]] base::StoreError read_only(const Path& file);
[[nodiscard]] base::StoreError cannot_open(const Path& file, const std::string& reason);
[[nodiscard]] base::StoreError on_network(const Path& file, const std::string& file_system);
/// The content of FILE.lock in words: "4711 host" -> "process 4711 on host".
[[nodiscard]] std::string holder_in_words(const std::string& holder);
/// Another process has the WriterLock; `holder` is the content of FILE.lock.
[[nodiscard]] base::StoreError has_writer(const Path& file, const std::string& holder);
/// Another program has locked the file for longer than the busy limit.
[[nodiscard]] base::StoreError busy(const Path& file);
[[nodiscard]] base::StoreError disk_full(const Path& file);
[[nodiscard]] base::StoreError io_failed(const Path& file, const std::string& reason);
/// The file was deleted or replaced while it was open.
[[nodiscard]] base::StoreError vanished(const Path& file);

}  // namespace ice::store
