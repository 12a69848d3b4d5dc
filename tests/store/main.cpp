// Catch's main, which is also the other process of the tests that need one: it writes runs until it
// is killed, holds the store, or upgrades it.
#include <unistd.h>

#include <cstring>

#include "base/process.hpp"
#include "roles.hpp"
#include "run_tests.hpp"
#include "samples.hpp"
#include "store/upgrade/upgrade.hpp"

namespace {

void say(const std::string& line) {
  const std::string text = line + "\n";
  if (::write(STDOUT_FILENO, text.data(), text.size()) < 0) ::_exit(1);
}

// Runs from `first` on, of sizes that make some commits wait and others not; prints the key of each
// once it is done.
int write_runs(const char* file, std::uint64_t first) {
  ice::store::Writer writer(file);
  const auto study = writer.add_study(example_study());
  const auto environment = writer.add_environment(example_environment());
  for (std::uint64_t n = first;; ++n) {
    ice::store::Run run = example_run(n);
    for (std::uint64_t epoch = 3; epoch < n % 7 * 50; ++epoch) {
      run.curves[0].epochs.push_back(epoch);
      run.curves[0].values.push_back(0.5);
    }
    const std::string key = run.key;
    writer.add(study, environment, std::move(run), [key] { say(key); });
  }
}

int hold_store(const char* file) {
  const ice::store::Writer writer(file);
  say("held");
  ::pause();
  return 0;
}

int upgrade_store(const char* file) {
  say("started");
  (void)ice::store::upgrade(file);
  say("upgraded");
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const auto plays = [&](const char* role) { return argc == 4 && std::strcmp(argv[1], role) == 0; };
  if (plays(kWriteRole) || plays(kHoldRole) || plays(kUpgradeRole)) ice::base::bind_to_parent();
  if (plays(kWriteRole)) return write_runs(argv[2], std::stoull(argv[3]));
  if (plays(kHoldRole)) return hold_store(argv[2]);
  if (plays(kUpgradeRole)) return upgrade_store(argv[2]);
  return run_tests(argc, argv);
}
