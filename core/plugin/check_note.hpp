#pragma once
// The note that `ice plugin check FILE` writes beside a library that failed: FILE.check. With it,
// whoever uses the library later can be warned. A note names the SHA-256 of the bytes that were
// checked; it does not count for a library that was rebuilt or replaced.
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/info.hpp"

namespace ice::plugin {

/// How thorough a check is. Quick, which runs after every build, leaves out slow tests; strict
/// repeats every test with more cases.
enum class CheckLevel { kQuick, kStandard, kStrict };
[[nodiscard]] std::string to_string(CheckLevel level);  ///< "quick"
[[nodiscard]] std::optional<CheckLevel> check_level_from(std::string_view text);

/// The result of one check of a library.
struct CheckNote {
  std::string sha256;  ///< SHA-256 of the library's bytes
  CheckLevel level = CheckLevel::kStandard;
  /// "activation acme/swish" -> names of the tests that failed; empty when all plugins passed.
  std::map<std::string, std::vector<std::string>> failed;
};

/// The note's file: "swish.ice.so" -> "swish.ice.so.check".
[[nodiscard]] std::filesystem::path check_note_path(const std::filesystem::path& library);

/// The note beside a library; nullopt when there is none or it cannot be read.
[[nodiscard]] std::optional<CheckNote> read_check_note(const std::filesystem::path& library);

/// Records the result of a check of the whole library. Writes the note when tests failed; removes
/// an old note when all passed, except one of the same bytes at a more thorough level, which the
/// lesser check cannot refute. Errors of the file system are ignored.
void keep_check_note(const std::filesystem::path& library, const CheckNote& note);

/// Sets failed_tests of the plugins from the note beside their library. REQUIRES: all of them come
/// from this library.
void mark_failed_checks(const std::filesystem::path& library, std::vector<PluginInfo>& plugins);

/// The warning about a plugin that failed its check ("acme/swish failed its check (gradient,
/// shape), so its results may be wrong"), and its hint. Both are empty when it did not fail.
[[nodiscard]] std::string failed_check_text(const PluginInfo& plugin);
[[nodiscard]] std::string failed_check_hint(const PluginInfo& plugin);

}  // namespace ice::plugin
