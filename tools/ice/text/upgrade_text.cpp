#include "text/upgrade_text.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "store/schema.hpp"

namespace ice::cli {

std::string upgrade_text(const std::filesystem::path& store, const store::Upgrade& upgrade) {
  const std::string left_out =
      upgrade.superseded_runs == 0
          ? ""
          : fmt::format(" ({} of them superseded: a plugin, data or numerics had changed)",
                        base::format_count(upgrade.superseded_runs));
  std::string text = fmt::format(
      "{}: upgraded from schema version {} to {}: {} of {}{}; the store as it was is in {}\n",
      store.string(), upgrade.from, store::kSchemaVersion, base::format_count(upgrade.runs, "run"),
      base::format_count(upgrade.studies, "study", "studies"), left_out, upgrade.backup.string());
  for (const std::string& finding : upgrade.damage) text += "  " + finding + "\n";
  if (!upgrade.damage.empty())
    text +=
        "This damage was there before. It was carried over as it is, and 'ice db check' goes on "
        "to report it.\n";
  return text;
}

}  // namespace ice::cli
