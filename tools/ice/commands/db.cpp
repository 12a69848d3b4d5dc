// `ice db`: checks, copies and upgrades the store, and says what it holds.
#include <fmt/format.h>

#include <chrono>
#include <memory>

#include "base/text.hpp"
#include "base/value.hpp"
#include "cli/options.hpp"
#include "cli/terminal.hpp"
#include "commands/commands.hpp"
#include "store/check.hpp"
#include "store/info.hpp"
#include "store/schema.hpp"
#include "store/upgrade/backup.hpp"
#include "store/upgrade/upgrade.hpp"
#include "text/upgrade_text.hpp"

namespace ice::cli {
namespace {

struct DbOptions {
  StoreOptions store;
  std::string target;
  bool json = false;
};

void print_json(const base::Value& value) { print(value.dump(2) + "\n"); }

int check_store(const DbOptions& options) {
  const auto file = options.store.path();
  const std::vector<std::string> findings = store::check(file);
  if (options.json) {
    print_json({{"store", file.string()}, {"findings", findings}});
  } else if (findings.empty()) {
    print(fmt::format("{}: nothing is wrong with it\n", file.string()));
  } else {
    print(base::join(findings, "\n") + "\n");
    print_error(
        fmt::format("{}: {}\n", file.string(), base::format_count(findings.size(), "finding")));
  }
  return findings.empty() ? 0 : 1;
}

// "results/ice.db.20261127-082301.bak": in UTC, so that the names sort as the copies were made. A
// second copy within a second is "...-082301-2.bak".
std::string dated_name(const std::filesystem::path& file) {
  std::string time = store::utc_text(std::chrono::system_clock::now());  // 2026-11-27T08:23:01.000Z
  std::erase_if(time, [](char c) { return c == '-' || c == ':'; });
  const std::string name =
      fmt::format("{}.{}-{}", file.string(), time.substr(0, 8), time.substr(9, 6));
  std::string free = name + ".bak";
  for (int n = 2; std::filesystem::exists(free); ++n) free = fmt::format("{}-{}.bak", name, n);
  return free;
}

int backup(const DbOptions& options) {
  const auto file = options.store.path();
  const std::string target = options.target.empty() ? dated_name(file) : options.target;
  store::back_up(file, target);
  const auto bytes = std::filesystem::file_size(target);
  if (options.json)
    print_json({{"store", file.string()}, {"backup", target}, {"bytes", bytes}});
  else
    print(fmt::format("{} ({})\n", target, base::format_bytes(static_cast<double>(bytes))));
  return 0;
}

base::Value as_json(const store::Upgrade& upgrade) {
  return {{"from", upgrade.from},       {"backup", upgrade.backup.string()},
          {"studies", upgrade.studies}, {"revisions", upgrade.revisions},
          {"runs", upgrade.runs},       {"superseded_runs", upgrade.superseded_runs},
          {"damage", upgrade.damage}};
}

int upgrade(const DbOptions& options) {
  const auto file = options.store.path();
  const auto done = store::upgrade(file);
  if (options.json) {
    base::Value value = done ? as_json(*done) : base::Value{{"from", store::kSchemaVersion}};
    value.update({{"store", file.string()}, {"schema", store::kSchemaVersion}});
    print_json(value);
  } else if (done) {
    print(upgrade_text(file, *done));
  } else {
    print(fmt::format("{}: is up to date (schema version {})\n", file.string(),
                      store::kSchemaVersion));
  }
  return done && !done->damage.empty() ? 1 : 0;
}

base::Value as_json(const std::filesystem::path& file, const store::StoreInfo& info) {
  base::Value value{{"store", file.string()},
                    {"bytes", info.bytes},
                    {"schema", info.schema},
                    {"studies", info.studies},
                    {"revisions", info.revisions},
                    {"runs", info.runs},
                    {"environments", info.environments},
                    {"sqlite", info.sqlite_version}};
  const auto put = [&](const char* name, const auto& number) {
    value[name] = number ? base::Value(*number) : base::Value();
  };
  put("cells", info.cells);
  put("superseded_cells", info.superseded_cells);
  put("superseded_runs", info.superseded_runs);
  put("curves", info.curves);
  put("writer", info.writer);
  return value;
}

std::string line(const char* name, const std::string& value) {
  return fmt::format("{:<14}{}\n", name, value);
}

std::string with_superseded(std::uint64_t all, const std::optional<std::uint64_t>& superseded) {
  std::string count = base::format_count(all);
  if (superseded.value_or(0) == 0) return count;
  return fmt::format("{} ({} superseded)", count, base::format_count(*superseded));
}

std::string info_text(const std::filesystem::path& file, const store::StoreInfo& info) {
  const std::string version =
      info.schema == store::kSchemaVersion
          ? std::to_string(info.schema)
          : fmt::format("{} ('ice db upgrade' makes it {})", info.schema, store::kSchemaVersion);
  std::string text = line("store", file.string()) +
                     line("size", base::format_bytes(static_cast<double>(info.bytes))) +
                     line("schema", version) + line("studies", base::format_count(info.studies)) +
                     line("revisions", base::format_count(info.revisions)) +
                     line("runs", with_superseded(info.runs, info.superseded_runs));
  if (info.cells) text += line("cells", with_superseded(*info.cells, info.superseded_cells));
  if (info.curves) text += line("curves", base::format_count(*info.curves));
  return text + line("environments", base::format_count(info.environments)) +
         line("SQLite", info.sqlite_version) + line("writer", info.writer.value_or("nobody"));
}

int info(const DbOptions& options) {
  const auto file = options.store.path();
  const store::StoreInfo info = store::info(file);
  if (options.json)
    print_json(as_json(file, info));
  else
    print(info_text(file, info));
  return 0;
}

void add(const Command& db, const char* name, const char* help, int (*act)(const DbOptions&),
         const std::vector<std::string>& examples) {
  const auto options = std::make_shared<DbOptions>();
  const Command command = db.add_command(name, help);
  if (act == &backup)
    command.add_argument("FILE", options->target, "A new file [the store's name with the time]");
  add_store_options(command, options->store);
  command.add_flag("--json", options->json, "As one JSON object");
  command.add_examples(examples);
  command.does([options, act] { return act(*options); });
}

}  // namespace

void add_db(const Command& app) {
  const Command command =
      app.add_group("db", "The store itself: check it, copy it, bring it up to date");
  command.section("Look after the store");
  add(command, "check",
      "Look for damage: the database, references, and the checksum of every run, study and cell; "
      "exit code 1 if there is any",
      &check_store, {"ice db check", "ice db check --db results/ice.db --json"});
  add(command, "backup", "A copy of the store in a new file, also while a study runs", &backup,
      {"ice db backup", "ice db backup results/backup.db"});
  add(command, "upgrade",
      "Bring a store of an older ice up to date; a backup of it is kept beside it", &upgrade,
      {"ice db upgrade", "ice db upgrade --db results/ice.db"});
  add(command, "info", "What the store holds, and who writes to it", &info,
      {"ice db info", "ice db info --json"});
  command.add_examples({"ice db check", "ice db backup", "ice db info"});
}

}  // namespace ice::cli
