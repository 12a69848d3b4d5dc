#pragma once
// What `ice plugin check FILE` leaves beside a library that failed, FILE.check: a build stops
// there, the library stays, and whoever uses it later is told. A note is of the very bytes that
// were examined: beside another file (built again, copied over) it says nothing.
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/info.hpp"

namespace ice::plugin {

/// How thorough: quick leaves out what takes time (it runs after every build), strict repeats every
/// test with more cases.
enum class CheckLevel { kQuick, kStandard, kStrict };
[[nodiscard]] std::string to_string(CheckLevel level);  ///< "quick"
[[nodiscard]] std::optional<CheckLevel> check_level_from(std::string_view text);

struct CheckNote {
  std::string sha256;  ///< of the library
  CheckLevel level = CheckLevel::kStandard;
  /// "activation acme/swish" -> the tests that failed; empty: all passed.
  std::map<std::string, std::vector<std::string>> failed;
};

/// "swish.ice.so" -> "swish.ice.so.check"
[[nodiscard]] std::filesystem::path check_note_path(const std::filesystem::path& library);

/// Nothing when there is no note, or none that can be read.
[[nodiscard]] std::optional<CheckNote> read_check_note(const std::filesystem::path& library);

/// Keeps what a check of the whole library found: writes the note, or removes the one that is there
/// when all passed - but not one of the same bytes at a more thorough level, which a quick check
/// cannot take back. Does nothing in a folder where it may not write.
void keep_check_note(const std::filesystem::path& library, const CheckNote& note);

/// Fills in failed_tests of a library's plugins, all of this file, from the note beside it.
void mark_failed_checks(const std::filesystem::path& library, std::vector<PluginInfo>& plugins);

/// "acme/swish failed its check (gradient, shape), so its results may be wrong" and what to do;
/// both empty when it did not.
[[nodiscard]] std::string failed_check_text(const PluginInfo& plugin);
[[nodiscard]] std::string failed_check_hint(const PluginInfo& plugin);

}  // namespace ice::plugin
