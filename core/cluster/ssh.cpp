// GNU parallel over ssh: one task at a time on each machine.
#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <utility>

#include "base/error.hpp"
#include "base/process.hpp"
#include "base/text.hpp"
#include "cluster/engine.hpp"
#include "cluster/publish.hpp"
#include "cluster/submission.hpp"

namespace ice::cluster {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds kStartLimit{30};

// GNU parallel lives on by itself, without our terminal. It holds the lock of the submission as
// descriptor 9. The shell that starts it has a session of its own already (setsid below): what is
// left in ours when that ends is killed. BatchMode: nobody is there to type a password.
constexpr const char* kStart =
    "exec 9>\"$1\" && flock -n 9 || exit; parallel --will-cite --jobs 1 --retries 3"
    " --ssh 'ssh -o BatchMode=yes -o ConnectTimeout=15' --sshloginfile \"$2\""
    " --joblog \"$3\".jobs sh \"$4\" :::: \"$5\" >\"$3\".log 2>&1 </dev/null &";

class Ssh : public Engine {
 public:
  explicit Ssh(EngineOptions options) : options_(std::move(options)) {
    const base::Completed parallel =
        base::run_to_end({"/usr/bin/env", "parallel", "--version"}, kStartLimit);
    if (parallel.out.find("GNU parallel") == std::string::npos)
      throw base::UserError("--on ssh", "there is no GNU parallel here", "apt install parallel");
    if (options_.hosts.empty())
      throw base::UserError("--on ssh", "--hosts FILE is missing",
                            "The file has a login in each line: node1, me@node2");
    if (!fs::is_regular_file(options_.hosts))
      throw base::UserError("--hosts", "no file " + options_.hosts.string());
  }

  [[nodiscard]] std::string start(const JobFolder& folder,
                                  const std::vector<std::size_t>& chunks) const override {
    EngineOptions with_log = options_;
    with_log.setup.insert(
        with_log.setup.begin(),
        fmt::format("exec >>{}/ssh_\"$1\".log 2>&1", base::shell_word(folder.logs().string())));
    const fs::path script = write_script(folder, task_script(folder, with_log, "\"$1\""));
    std::string numbers;
    for (const std::size_t chunk : chunks) numbers += fmt::format("{}\n", chunk);
    fs::path list = script;
    (void)publish_text(numbers, list.replace_extension(".txt"));
    const fs::path output = folder.logs() / ("parallel_" + script.stem().string());
    const base::Completed started =
        base::run_to_end({"/usr/bin/env", "setsid", "--wait", "/bin/sh", "-c", kStart, "sh",
                          lock_of(script).string(), fs::absolute(options_.hosts).string(),
                          output.string(), script.string(), list.string()},
                         kStartLimit);
    if (!started.status.ok())
      throw base::UserError("parallel", std::string(base::trim(started.err)));
    write_submission(script, {"ssh", "", 0, chunks});
    return fmt::format("GNU parallel on {}, tasks {}", options_.hosts.string(),
                       ranges_text(chunks));
  }

 private:
  EngineOptions options_;
};

}  // namespace

std::unique_ptr<Engine> ssh_engine(const EngineOptions& options) {
  return std::make_unique<Ssh>(options);
}

}  // namespace ice::cluster
