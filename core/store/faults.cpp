#include "store/faults.hpp"

#include <fmt/format.h>

#include "base/text.hpp"

namespace ice::store {

using base::StoreError;

StoreError absent(const Path& file) {
  return StoreError(file, "there is no store",
                    "'ice run STUDY' makes one; --db FILE or $ICE_DB names another");
}

StoreError no_folder(const Path& file, const Path& folder) {
  return StoreError(file, fmt::format("there is no folder {}", folder.string()),
                    fmt::format("'mkdir -p {}' makes it, if it is the one you mean",
                                base::shell_word(folder.string())));
}

StoreError not_a_database(const Path& file) {
  return StoreError(file, "is not a database", "Name another store with --db FILE");
}

StoreError nothing_recorded(const Path& file) {
  return StoreError(file, "nothing is recorded in it yet", "'ice run FILE' records a study");
}

StoreError not_a_store(const Path& file) {
  return StoreError(file, "is a database, but not a store of ice",
                    "Name another store with --db FILE");
}

StoreError newer_schema(const Path& file, std::int64_t found, int known) {
  return StoreError(
      file, fmt::format("has schema version {}, this ice knows versions up to {}", found, known),
      "Use the newer ice that wrote it, or another store with --db FILE");
}

StoreError older_schema(const Path& file, std::int64_t found, int known) {
  return StoreError(
      file,
      fmt::format("was written by an older ice (schema version {}, this ice has {})", found, known),
      fmt::format("'ice db upgrade --db {}' brings it up to date; a backup is kept",
                  file.string()));
}

StoreError too_damaged(const Path& file, std::span<const std::string> findings) {
  const std::string others =
      findings.size() == 1 ? "" : fmt::format(", and {} more faults", findings.size() - 1);
  return StoreError(
      file, fmt::format("is damaged, and stays as it is: {}{}", findings.front(), others),
      fmt::format("'ice db check --db {}' lists all; put a backup in its place, or use another "
                  "store with --db FILE",
                  file.string()));
}

StoreError taken(const Path& file) {
  return StoreError(file, "is there already", "Name a new file, or remove this one");
}

StoreError damaged(const Path& file, const std::string& what) {
  return StoreError(file, "is damaged: " + what,
                    "Put a backup in its place, or use another store with --db FILE");
}

StoreError read_only(const Path& file) {
  return StoreError(file, "cannot be written: the file, its folder or its file system is read-only",
                    "Make it writable, or use another store with --db FILE");
}

StoreError cannot_open(const Path& file, const std::string& reason) {
  return StoreError(file, "cannot be opened: " + reason, "Name another store with --db FILE");
}

StoreError on_network(const Path& file, const std::string& file_system) {
  return StoreError(
      file, fmt::format("is on a network file system ({}), where locks do not hold", file_system),
      "Keep the store on a local disk with --db FILE or $ICE_DB, and copy it when the run is over");
}

std::string holder_in_words(const std::string& holder) {
  const auto blank = holder.find(' ');
  if (blank == std::string::npos) return "another process";
  return fmt::format("process {} on {}", holder.substr(0, blank), holder.substr(blank + 1));
}

StoreError has_writer(const Path& file, const std::string& holder) {
  return StoreError(file, holder_in_words(holder) + " is writing to it",
                    "Wait until it has ended, or use another store with --db FILE");
}

StoreError busy(const Path& file) {
  return StoreError(file, "is locked by another program for too long",
                    "Close what has it open (sqlite3, a notebook) and run the same command again");
}

StoreError disk_full(const Path& file) {
  return StoreError(file, "no space is left on its disk",
                    "Make room and run the same command again: what was reported done is kept");
}

StoreError io_failed(const Path& file, const std::string& reason) {
  return StoreError(file, "cannot be read or written: " + reason,
                    "Mend that and run the same command again: what was reported done is kept");
}

StoreError vanished(const Path& file) {
  return StoreError(file,
                    "was deleted or replaced while it was in use: what was recorded in it is lost",
                    "Run the same command again to record what is missing");
}

}  // namespace ice::store
