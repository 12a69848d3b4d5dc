#include "plugin/catalog.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/error.hpp"
#include "base/text.hpp"
#include "plugin/check_note.hpp"
#include "plugin/probe.hpp"
#include "plugin/words.hpp"

namespace ice::plugin {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSuffix = ".ice.so";

std::vector<fs::path> libraries_in(const fs::path& folder) {
  std::vector<fs::path> found;
  std::error_code ignored;  // a folder that does not exist or is not readable has no plugins
  for (const auto& entry : fs::directory_iterator(folder, ignored)) {
    if (entry.path().filename().string().ends_with(kSuffix)) found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());  // the order of a directory listing is arbitrary
  return found;
}

std::string with_article(Kind kind) {
  return (kind == Kind::kLoss ? "a " : "an ") + to_string(kind);
}

// The short form of a reason: "truncated: needs 13272 bytes, has 3000. ..." -> "truncated".
std::string gist(const std::string& reason) {
  return reason.substr(0, std::min({reason.find(", "), reason.find(": "), reason.find(". ")}));
}

[[noreturn]] void refuse_ambiguous(const std::vector<const PluginInfo*>& found,
                                   const std::string& name, const std::string& where) {
  const PluginInfo &first = *found[0], &second = *found[1];
  if (first.id == second.id) {
    throw base::UserError(where,
                          fmt::format("{} {} is in two files: {} and {}", to_string(first.kind),
                                      first.id, first.file.string(), second.file.string()),
                          fmt::format("Remove one, or choose: `plugins: {{{}: {}}}`.", first.id,
                                      first.file.string()));
  }
  std::vector<std::string> ids;
  for (const PluginInfo* p : found) ids.push_back(p->id);
  throw base::UserError(
      where, fmt::format("{} '{}' may be {}", to_string(first.kind), name, base::join(ids, " or ")),
      "Write it with its package.");
}

[[noreturn]] void refuse_unknown(const Catalog& catalog, Kind kind, const std::string& name,
                                 const std::string& where) {
  std::vector<std::string> ids, names, others, entries, refused;
  for (const PluginInfo& p : catalog.plugins()) {
    if (p.kind == kind) {
      ids.push_back(p.id);
      names.push_back(name.find('/') == name.npos ? short_name(p.id) : p.id);
    } else if (p.id == qualified(name) || short_name(p.id) == name) {
      others.push_back(fmt::format("{} is {}.", p.id, with_article(p.kind)));
    }
  }
  for (const fs::path& place : catalog.searched()) entries.push_back(place.string());
  for (const Refusal& r : catalog.refusals()) {
    refused.push_back(fmt::format("{} ({})", r.file.filename().string(), gist(r.reason)));
  }

  std::vector<std::string> hints = others;
  const std::string meant = hint_for_plugin(kind, name);
  if (!meant.empty()) hints.push_back(meant);
  if (const auto near = base::nearest(name, names); near && meant.empty()) {
    const auto at = std::find(names.begin(), names.end(), *near) - names.begin();
    hints.push_back(fmt::format("Did you mean {}?", ids[static_cast<std::size_t>(at)]));
  }
  if (!meant.empty())
    throw base::UserError(where, fmt::format("{} '{}' not found", to_string(kind), name),
                          base::join(hints, " "));
  hints.push_back(fmt::format("Known: {}.", ids.empty() ? "none" : base::join(ids, ", ")));
  hints.push_back(fmt::format("Looked in: {}.", base::join(entries, ", ")));
  if (!refused.empty()) hints.push_back(fmt::format("Refused: {}.", base::join(refused, ", ")));
  throw base::UserError(where, fmt::format("{} '{}' not found", to_string(kind), name),
                        base::join(hints, " "));
}

}  // namespace

std::vector<fs::path> plugin_files(const SearchPath& path) {
  std::vector<fs::path> files;
  std::set<fs::path> seen;
  for (const fs::path& place : path.entries) {
    std::error_code error;  // what may not be entered counts as absent; doctor reports it
    const std::vector<fs::path> here =
        fs::is_directory(place, error) ? libraries_in(place) : std::vector<fs::path>{place};
    for (const fs::path& file : here) {
      std::error_code ignored;
      const fs::path name = fs::weakly_canonical(file, ignored);
      if (fs::exists(file, ignored) && seen.insert(name).second) files.push_back(name);
    }
  }
  return files;
}

Catalog Catalog::scan(const SearchPath& path, const std::map<std::string, fs::path>& pins) {
  Catalog catalog;
  catalog.searched_ = path.entries;
  std::vector<fs::path> entries = path.entries;
  for (const auto& [id, file] : pins) entries.push_back(file);

  const std::vector<fs::path> files = plugin_files({entries});
  std::vector<Probed> answers = probe(files);
  for (std::size_t i = 0; i < files.size(); ++i) {
    Probed& probed = answers[i];
    mark_failed_checks(files[i], probed.plugins);
    if (!probed.reason.empty()) catalog.refusals_.push_back({files[i], probed.reason});
    for (const PluginInfo& plugin : probed.plugins) catalog.plugins_.push_back(plugin);
  }
  for (const auto& [id, file] : pins) catalog.pin(id, file);
  return catalog;
}

void Catalog::pin(const std::string& id, const fs::path& file) {
  std::error_code ignored;
  const fs::path chosen = fs::weakly_canonical(file, ignored);
  const auto holds_it = [&](const PluginInfo& p) { return p.id == id && p.file == chosen; };
  const bool is_refused = std::any_of(refusals_.begin(), refusals_.end(),
                                      [&](const Refusal& r) { return r.file == chosen; });
  if (!fs::exists(chosen, ignored)) {
    refusals_.push_back({file, "no such file"});
  } else if (!is_refused && std::none_of(plugins_.begin(), plugins_.end(), holds_it)) {
    refusals_.push_back({file, fmt::format("holds no {}, for which it is named", id)});
  }
  std::erase_if(plugins_, [&](const PluginInfo& p) { return p.id == id && p.file != chosen; });
}

const PluginInfo& Catalog::find(Kind kind, const std::string& name,
                                const std::string& where) const {
  std::vector<const PluginInfo*> found;
  const auto collect = [&](const auto& is_meant) {
    for (const PluginInfo& p : plugins_) {
      if (p.kind == kind && is_meant(p)) found.push_back(&p);
    }
  };
  collect([&](const PluginInfo& p) { return p.id == qualified(name); });
  if (found.empty()) collect([&](const PluginInfo& p) { return short_name(p.id) == name; });
  if (found.empty()) refuse_unknown(*this, kind, name, where);
  if (found.size() > 1) refuse_ambiguous(found, name, where);
  return *found.front();
}

}  // namespace ice::plugin
