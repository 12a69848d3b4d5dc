#include "run/saved_networks.hpp"

#include <utility>

#include "base/error.hpp"

namespace ice::run {
namespace {

namespace fs = std::filesystem;

fs::path folder(const fs::path& store) { return fs::absolute(store).parent_path() / "weights"; }

}  // namespace

fs::path network_file(const fs::path& store, const std::string& key, const std::string& save) {
  return folder(store) / (key + "." + save + ".h5");
}

std::optional<fs::path> find_network(const fs::path& store, const std::string& key) {
  for (const char* save : {"best", "final"})
    if (const fs::path file = network_file(store, key, save); fs::exists(file)) return file;
  return std::nullopt;
}

void make_network_folder(const fs::path& store) {
  std::error_code error;
  fs::create_directories(folder(store), error);
  if (error) throw base::UserError(folder(store).string(), "cannot be made: " + error.message());
}

StatusLookup with_networks(StatusLookup statuses, const spec::Study& study, const fs::path& store) {
  const std::string save = study.code["training"].value("save", "none");
  if (save == "none") return statuses;
  return [statuses = std::move(statuses), save, store](std::span<const std::string> keys) {
    auto found = statuses(keys);
    for (std::size_t i = 0; i < keys.size(); ++i)
      if (found[i] == store::Status::kFinished && !fs::exists(network_file(store, keys[i], save)))
        found[i].reset();
    return found;
  };
}

}  // namespace ice::run
