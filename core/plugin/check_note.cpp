#include "plugin/check_note.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <exception>
#include <fstream>

#include "base/text.hpp"
#include "base/value.hpp"

namespace ice::plugin {
namespace {

namespace fs = std::filesystem;

constexpr int kFormat = 1;
constexpr std::array<std::string_view, 3> kLevels{"quick", "standard", "strict"};

std::string name_of(const PluginInfo& plugin) {
  return fmt::format("{} {}", to_string(plugin.kind), plugin.id);
}

// Whether a passed check may remove this note: the note is about other bytes, or the check was at
// least as thorough.
bool is_answered(const CheckNote& old, const CheckNote& pass) {
  return old.sha256 != pass.sha256 || old.level <= pass.level;
}

// Writes the whole file or nothing (write, then rename): a build may be stopped at any moment.
void write(const fs::path& file, const std::string& text) {
  const fs::path unfinished = file.string() + ".new";
  std::error_code ignored;
  std::ofstream out(unfinished, std::ios::binary);
  out << text;
  out.close();
  if (out)
    fs::rename(unfinished, file, ignored);
  else
    fs::remove(unfinished, ignored);
}

}  // namespace

std::string to_string(CheckLevel level) {
  return std::string(kLevels.at(static_cast<std::size_t>(level)));
}

std::optional<CheckLevel> check_level_from(std::string_view text) {
  const auto* const found = std::find(kLevels.begin(), kLevels.end(), text);
  if (found == kLevels.end()) return std::nullopt;
  return static_cast<CheckLevel>(found - kLevels.begin());
}

fs::path check_note_path(const fs::path& library) { return library.string() + ".check"; }

std::optional<CheckNote> read_check_note(const fs::path& library) {
  std::ifstream in(check_note_path(library), std::ios::binary);
  if (!in) return std::nullopt;
  try {
    const base::Value value = base::Value::parse(in);
    if (value.at("format") != kFormat) return std::nullopt;
    return CheckNote{value.at("sha256"),
                     check_level_from(value.at("level").get<std::string>()).value(),
                     value.at("failed")};
  } catch (const std::exception&) {  // somebody else's file, or a damaged one
    return std::nullopt;
  }
}

void keep_check_note(const fs::path& library, const CheckNote& note) {
  const fs::path file = check_note_path(library);
  if (!note.failed.empty()) {
    const base::Value value{{"format", kFormat},
                            {"sha256", note.sha256},
                            {"level", to_string(note.level)},
                            {"failed", note.failed}};
    return write(file, value.dump(2) + "\n");
  }
  const auto old = read_check_note(library);
  std::error_code ignored;
  if (old && is_answered(*old, note)) fs::remove(file, ignored);
}

void mark_failed_checks(const fs::path& library, std::vector<PluginInfo>& plugins) {
  const auto note = read_check_note(library);
  if (!note) return;
  for (PluginInfo& plugin : plugins) {
    const auto tests = note->failed.find(name_of(plugin));
    if (plugin.sha256 == note->sha256 && tests != note->failed.end())
      plugin.failed_tests = tests->second;
  }
}

std::string failed_check_text(const PluginInfo& plugin) {
  if (plugin.failed_tests.empty()) return "";
  return fmt::format("{} failed its check ({}), so its results may be wrong", plugin.id,
                     base::join(plugin.failed_tests, ", "));
}

std::string failed_check_hint(const PluginInfo& plugin) {
  if (plugin.failed_tests.empty()) return "";
  return "See: ice plugin check " + plugin.file.string();
}

}  // namespace ice::plugin
