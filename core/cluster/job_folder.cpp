#include "cluster/job_folder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "cluster/publish.hpp"

namespace ice::cluster {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kStore = ".db";
constexpr std::string_view kPart = "part";

std::string number_of(std::size_t chunk) { return fmt::format("{:06}", chunk); }

// "000007" and "part1" of "000007.part1.db"; files that are still being written are nothing.
struct ChunkFile {
  std::size_t chunk = 0;
  std::string rest;
};

std::optional<std::size_t> digits(std::string_view text) {
  if (text.empty() || !std::ranges::all_of(text, base::is_digit) || text.size() > 9)
    return std::nullopt;
  return static_cast<std::size_t>(base::parse_number(text).value());
}

std::optional<ChunkFile> chunk_file(const std::string& name) {
  const auto dot = name.find('.');
  const auto chunk = digits(std::string_view(name).substr(0, dot));
  if (!chunk || dot == std::string::npos) return std::nullopt;
  return ChunkFile{*chunk, name.substr(dot)};
}

bool is_part(std::string_view rest) {
  return rest.starts_with(".part") && rest.ends_with(kStore) &&
         digits(rest.substr(5, rest.size() - 5 - kStore.size())).has_value();
}

std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code none;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, none))
    names.push_back(entry.path().filename().string());
  std::ranges::sort(names);
  return names;
}

FrozenPlan read_plan(const fs::path& folder) {
  const fs::path file = folder / "plan.json";
  std::ifstream in(file, std::ios::binary);
  if (!in)
    throw base::UserError(folder.string(), "it is no job folder: it has no plan.json",
                          "'ice jobs' lists those that 'ice submit' made");
  return plan_from_json({std::istreambuf_iterator<char>(in), {}}, file);
}

// "flat-12" as {"flat", 12}: people count that way.
std::pair<std::string, std::size_t> with_number(const std::string& name) {
  const auto dash = name.rfind('-');
  const auto number =
      dash == std::string::npos ? std::nullopt : digits(std::string_view(name).substr(dash + 1));
  return number ? std::pair{name.substr(0, dash), *number} : std::pair{name, std::size_t{0}};
}

}  // namespace

JobFolder::JobFolder(const fs::path& folder)
    : path_(fs::weakly_canonical(folder)), plan_(read_plan(folder)) {}

std::vector<ChunkState> JobFolder::states() const {
  std::vector<ChunkState> states(plan_.chunks.size());
  for (const std::string& name : names_in(path_ / "claims"))
    if (const auto file = chunk_file(name); file && file->chunk < states.size())
      if (const auto number = digits(std::string_view(file->rest).substr(1)))
        states[file->chunk].claims =
            std::max(states[file->chunk].claims, static_cast<unsigned>(*number));
  for (const std::string& name : names_in(path_ / "shards")) {
    const auto file = chunk_file(name);
    if (!file || file->chunk >= states.size()) continue;
    if (file->rest == kStore) states[file->chunk].is_published = true;
    if (is_part(file->rest)) ++states[file->chunk].parts;
  }
  return states;
}

bool JobFolder::is_published(std::size_t chunk) const {
  return fs::exists(path_ / "shards" / (number_of(chunk) + ".db"));
}

std::vector<fs::path> JobFolder::shards() const {
  std::vector<fs::path> files;
  for (const std::string& name : names_in(path_ / "shards"))
    if (const auto file = chunk_file(name); file && (file->rest == kStore || is_part(file->rest)))
      files.push_back(path_ / "shards" / name);
  return files;
}

std::vector<fs::path> JobFolder::parts(std::size_t chunk) const {
  std::vector<fs::path> files;
  for (const std::string& name : names_in(path_ / "shards"))
    if (const auto file = chunk_file(name); file && file->chunk == chunk && is_part(file->rest))
      files.push_back(path_ / "shards" / name);
  return files;
}

bool JobFolder::claim(std::size_t chunk, unsigned number, const std::string& who) const {
  return publish_text(who + "\n",
                      path_ / "claims" / fmt::format("{}.{}", number_of(chunk), number));
}

bool JobFolder::publish(std::size_t chunk, const fs::path& store) const {
  return publish_copy(store, path_ / "shards" / (number_of(chunk) + ".db"));
}

void JobFolder::publish_part(std::size_t chunk, const fs::path& store) const {
  std::size_t number = parts(chunk).size() + 1;
  while (!publish_copy(
      store, path_ / "shards" / fmt::format("{}.{}{}.db", number_of(chunk), kPart, number)))
    ++number;
}

void JobFolder::publish_networks(const fs::path& weights) const {
  for (const std::string& name : names_in(weights))
    if (name.ends_with(".h5")) (void)publish_copy(weights / name, path_ / "weights" / name);
}

fs::path jobs_beside(const fs::path& store) {
  return (store.has_parent_path() ? store.parent_path() : fs::path(".")) / "jobs";
}

std::vector<JobFolder> job_folders(const fs::path& jobs, std::vector<std::string>& complaints) {
  std::vector<std::string> names = names_in(jobs);
  std::ranges::sort(names, {}, with_number);
  std::vector<JobFolder> folders;
  for (const std::string& name : names) {
    std::error_code none;
    if (name.starts_with('.') || !fs::is_directory(jobs / name, none)) continue;
    try {
      folders.emplace_back(jobs / name);
    } catch (const base::UserError& error) {
      complaints.emplace_back(error.what());
    } catch (const fs::filesystem_error& error) {  // it may not be entered
      complaints.push_back((jobs / name).string() + ": " + error.code().message());
    }
  }
  return folders;
}

}  // namespace ice::cluster
