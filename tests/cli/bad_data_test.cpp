// Data that is not there.
#include <catch2/catch.hpp>

#include "cli/ice.hpp"
#include "cli/mounts.hpp"
#include "cli/studies.hpp"

using ice::cli::Result;
using ice::cli::Shell;

namespace {

std::string study_on(const std::string& data) {
  std::string study = ice::cli::kFlat;
  const auto from = study.find("{name: planar");
  study.replace(from, study.find('\n', from) - from, data);
  return study;
}

}  // namespace

TEST_CASE("bad data: Fashion-MNIST that is missing names the package to install") {
  const Shell shell;
  shell.write("f.yaml", study_on("{name: fashion_mnist, split: {train: 0.8, dev: 0.2}}"));
  // Hides the package, if it is here, from this one process.
  const std::string hide = std::filesystem::exists("/usr/share/datasets")
                               ? "mount -t tmpfs none /usr/share/datasets && "
                               : "";
  const Result result = ice::cli::with_own_mounts(shell, hide + ICE_BUILD "/bin/ice run f.yaml");
  CHECK(result.code == 2);
  CHECK(result.err ==
        "f.yaml:4:16: code.data.name: Fashion-MNIST is not installed here. Install the Debian "
        "package: sudo apt install dataset-fashion-mnist\n");
  CHECK_FALSE(std::filesystem::exists(shell.store()));
}

TEST_CASE("bad data: an unknown data set names the nearest") {
  const Shell shell;
  shell.write("f.yaml", study_on("{name: planr}"));
  const Result result = shell.ice({"run", "f.yaml"});
  CHECK(result.code == 2);
  CHECK(result.err ==
        "f.yaml:4:16: code.data.name: unknown data set 'planr'. Did you mean 'planar'?\n");
}
