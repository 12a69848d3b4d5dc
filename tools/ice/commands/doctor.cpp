// `ice doctor`: checks whether everything that ice needs is there. Each line is OK, or says what to
// do.
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <memory>

#include "base/cores.hpp"
#include "base/error.hpp"
#include "base/process.hpp"
#include "base/text.hpp"
#include "cli/options.hpp"
#include "cluster/slurm.hpp"
#include "commands/commands.hpp"
#include "data/dataset.hpp"
#include "plugin/catalog.hpp"
#include "report/terminal/style.hpp"
#include "report/terminal/unicode.hpp"
#include "run/environment.hpp"
#include "run/kernels.hpp"
#include "store/query/query.hpp"

namespace ice::cli {
namespace {

constexpr std::chrono::seconds kProgramLimit{5};

struct DoctorOptions {
  StoreOptions store;
  OutputOptions output;
};

enum class Level { kOk, kHint, kBad };

struct Finding {
  Level level = Level::kOk;
  std::string subject;
  std::string text;
};
using Findings = std::vector<Finding>;

Findings program_findings(const store::Environment& environment) {
  const std::string armadillo =
      fmt::format("Armadillo {} on {}", environment.armadillo, environment.blas);
  return {{Level::kOk, "ice",
           fmt::format("{}, compiled by GCC {}", environment.ice_version, __VERSION__)},
          {Level::kOk, "algebra", armadillo + "; one BLAS thread in each worker"}};
}

// The kernels, and the variables that choose others.
std::string kernels_text() {
  const std::vector<std::string> levels = run::usable_levels();
  const std::string choice =
      levels.size() < 2 ? "" : fmt::format(" (of {}: $ICE_CPU)", base::join(levels, ", "));
  return fmt::format("{}{}, OpenBLAS {} ($OPENBLAS_CORETYPE)", run::own_kernels(), choice,
                     run::blas_kernels());
}

// "8 cores", or "2 of 8 cores (affinity, cgroup quota)" where this process may not use all.
std::string cores_text() {
  const auto all = static_cast<std::uint64_t>(std::max(1L, ::sysconf(_SC_NPROCESSORS_ONLN)));
  const unsigned usable = base::usable_cores();
  const std::string text = base::format_count(all, "core");
  return usable >= all ? text : fmt::format("{} of {} (affinity, cgroup quota)", usable, text);
}

Findings machine_findings(const store::Environment& environment) {
  return {{Level::kOk, "machine", fmt::format("{}, {}", environment.cpu, cores_text())},
          {Level::kOk, "kernels", kernels_text()},
          {Level::kOk, "system", environment.os}};
}

Findings plugin_findings() {
  const plugin::Catalog catalog = plugin::Catalog::scan(plugin::search_path({}, {}));
  std::vector<std::string> entries;
  Findings findings;
  for (const std::filesystem::path& place : catalog.searched()) {
    std::error_code error;
    (void)std::filesystem::directory_iterator(place, error);
    if (error && error != std::errc::no_such_file_or_directory &&
        error != std::errc::not_a_directory)
      findings.push_back({Level::kHint, "plugins",
                          fmt::format("{} is passed over: {}", place.string(), error.message())});
    else
      entries.push_back(place.string());
  }
  if (catalog.plugins().empty()) {
    findings.push_back({Level::kBad, "plugins",
                        "none found in " + base::join(entries, ", ") +
                            ". Build or install ice again, or set ICE_PLUGIN_PATH"});
  } else {
    findings.push_back(
        {Level::kOk, "plugins",
         fmt::format("{} in {}", catalog.plugins().size(), base::join(entries, ", "))});
  }
  for (const plugin::Refusal& refusal : catalog.refusals())
    findings.push_back({Level::kBad, "plugins",
                        fmt::format("refused {}: {}", refusal.file.string(), refusal.reason)});
  return findings;
}

Findings data_findings() {
  Findings findings;
  if (const char* folder = std::getenv("ICE_DATA"); folder != nullptr) {
    std::error_code error;
    (void)std::filesystem::directory_iterator(folder, error);
    if (error)
      findings.push_back(
          {Level::kBad, "data", fmt::format("$ICE_DATA is '{}': {}", folder, error.message())});
  }
  if (const auto folder = data::fashion_mnist_folder()) {
    findings.push_back({Level::kOk, "data", "fashion_mnist in " + folder->string()});
  } else {
    findings.push_back({Level::kHint, "data",
                        "fashion_mnist is not installed: apt install dataset-fashion-mnist"});
  }
  return findings;
}

Findings gnuplot_findings() {
  const base::Completed gnuplot =
      base::run_to_end({"/usr/bin/env", "gnuplot", "--version"}, kProgramLimit);
  if (!gnuplot.status.ok())
    return {{Level::kHint, "gnuplot",
             "not found: plots go to the terminal only. apt install gnuplot-nox"}};
  return {{Level::kOk, "gnuplot", report::one_line(base::trim(gnuplot.out))}};
}

// The engines of `ice submit`.
Findings slurm_findings() {
  using Answer = cluster::SlurmConfig::Answer;
  const cluster::SlurmConfig slurm = cluster::slurm_config();
  if (slurm.answer == Answer::kNoSlurm)
    return {{Level::kHint, "slurm",
             "not found: 'ice submit --on slurm' needs its commands. apt install slurm-client"}};
  if (slurm.answer == Answer::kSilent)
    return {{Level::kHint, "slurm", "does not answer: " + report::one_line(slurm.complaint)}};
  return {{Level::kOk, "slurm",
           fmt::format("{}, arrays of {}", slurm.version,
                       base::format_count(slurm.highest_task + 1, "task"))}};
}

Findings ssh_findings() {
  const base::Completed parallel =
      base::run_to_end({"/usr/bin/env", "parallel", "--version"}, kProgramLimit);
  const base::Completed ssh = base::run_to_end({"/usr/bin/env", "ssh", "-V"}, kProgramLimit);
  if (parallel.out.find("GNU parallel") == std::string::npos || !ssh.status.ok())
    return {{Level::kHint, "ssh",
             "'ice submit --on ssh' needs GNU parallel and ssh: apt install parallel "
             "openssh-client"}};
  return {{Level::kOk, "ssh",
           fmt::format("{}; {}", report::one_line(base::trim(ssh.err)),
                       parallel.out.substr(0, parallel.out.find('\n')))}};
}

bool may_write(const std::filesystem::path& place) {
  return ::faccessat(AT_FDCWD, place.c_str(), W_OK, AT_EACCESS) == 0;
}

// Where a store would be made, which needs a folder that may be written.
Finding absent_store(const std::filesystem::path& file) {
  std::filesystem::path folder = file.has_parent_path() ? file.parent_path() : ".";
  if (!std::filesystem::exists(folder) && folder.filename() == "results")
    folder = folder.has_parent_path() ? folder.parent_path() : ".";
  if (!std::filesystem::exists(folder))
    return {
        Level::kBad, "store",
        fmt::format("{} cannot be made: there is no folder {}", file.string(), folder.string())};
  if (!may_write(folder))
    return {
        Level::kBad, "store",
        fmt::format("{} cannot be made: {} is read-only. Name another store with --db FILE or "
                    "$ICE_DB",
                    file.string(), std::filesystem::absolute(folder).lexically_normal().string())};
  return {Level::kOk, "store", file.string() + " is not there yet: the first 'ice run' makes it"};
}

Findings store_findings(const std::filesystem::path& file) {
  std::error_code failure;
  const bool is_there = std::filesystem::exists(file, failure);
  if (failure) return {{Level::kBad, "store", file.string() + ": " + failure.message()}};
  if (!is_there) return {absent_store(file)};
  if (!may_write(file) || !may_write(file.has_parent_path() ? file.parent_path() : "."))
    return {
        {Level::kBad, "store",
         file.string() + " or its folder is read-only: results can be looked at, not recorded"}};
  try {
    store::Reader reader(file);
    const auto counts =
        reader.sql("SELECT (SELECT count(*) FROM runs), (SELECT count(*) FROM studies)").rows.at(0);
    return {
        {Level::kOk, "store",
         fmt::format("{}: {}, {}, {}", file.string(),
                     base::format_count(counts[0].get<std::uint64_t>(), "run"),
                     base::format_count(counts[1].get<std::uint64_t>(), "study", "studies"),
                     base::format_bytes(static_cast<double>(std::filesystem::file_size(file))))}};
  } catch (const base::StoreError& error) {
    return {{Level::kBad, "store", error.what()}};
  }
}

std::string line_of(const Finding& finding, const report::TableStyle& style) {
  const auto mark = [&]() -> std::string {
    switch (finding.level) {
      case Level::kOk:
        return report::painted("OK  ", report::Style::kGreen, style.color);
      case Level::kHint:
        return report::painted("hint", report::Style::kYellow, style.color);
      case Level::kBad:
        break;
    }
    return report::painted("BAD ", report::Style::kRed, style.color);
  };
  return fmt::format("{}  {:<8}  {}\n", mark(), finding.subject, finding.text);
}

int doctor(const DoctorOptions& options) {
  const store::Environment environment = run::environment_of(".");
  Findings all;
  for (const Findings& part :
       {program_findings(environment), machine_findings(environment), plugin_findings(),
        data_findings(), gnuplot_findings(), slurm_findings(), ssh_findings(),
        store_findings(options.store.path())})
    all.insert(all.end(), part.begin(), part.end());
  bool all_well = true;
  for (const Finding& finding : all) {
    print(line_of(finding, options.output.style()));
    all_well = all_well && finding.level != Level::kBad;
  }
  return all_well ? 0 : 1;
}

}  // namespace

void add_doctor(const Command& app) {
  const auto options = std::make_shared<DoctorOptions>();
  const Command command = app.add_command(
      "doctor",
      "Versions, processor, plugins, data, gnuplot, Slurm, ssh, store: OK, or what to do");
  command.section("Plugins and machine");
  add_store_options(command, options->store);
  add_color_option(command, options->output);
  command.add_examples({"ice doctor"});
  command.does([options] { return doctor(*options); });
}

}  // namespace ice::cli
