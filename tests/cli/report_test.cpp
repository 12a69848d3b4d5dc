// `ice report`: the file that it writes, and that file in a browser.
#include <catch2/catch.hpp>

#include "base/process.hpp"
#include "cli/ice.hpp"
#include "cli/studies.hpp"
#include "support/skip.hpp"

using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;
using ice::cli::RecordedShell;
using ice::cli::Result;
using ice::cli::Shell;

namespace {

// Its texts try to be HTML; it has failures, an exclusion, a claim, numbers of very different size
// and a study that it follows.
constexpr const char* kHostileStudy = R"(name: hostile
idea:
  title: "</script><img src=x onerror=\"window.owned = 1\"><b>bold</b> & 'so'"
  why: "<script>window.owned = 2</script> {{data}} %s"
  tags: ["<i>tag</i>"]
  follows: flat
  claims:
    - {name: H1, metric: train.cost, better: {network.activation: tanh}, than: {network.activation: relu}}
code:
  data: {name: planar, samples: 60, split: {train: 0.5, dev: 0.5}}
  network: {hidden: [3], activation: tanh, output: sigmoid}
  initializer: xavier_normal
  loss: binary_cross_entropy
  optimizer: {name: gradient_descent, learning_rate: 1}
  training: {epochs: 30, batch_size: full}
experiment:
  metric: {name: dev.cost, goal: minimize}
  seeds: [1, 2, 3]
  exclude: [{network.activation: relu, optimizer.learning_rate: {gt: 100}}]
  parameters:
    network.activation: {values: [tanh, relu, bad/forward]}
    optimizer.learning_rate: {values: [0.5, 3, 20, 1e300]}
)";

// A shell with a page of the hostile study and the flat one, page.html.
struct PageShell : RecordedShell {
  PageShell() {
    write("hostile.yaml", kHostileStudy);
    const std::string plugin = ICE_BUILD "/tests/libraries/misbehaving.ice.so";
    if (ice({"run", "hostile.yaml", "-q", "--plugin", plugin}).code > 1)
      throw std::runtime_error("hostile.yaml failed");
    if (ice({"report", "hostile", "flat", "-o", "page.html"}).code != 0)
      throw std::runtime_error("no page");
  }
};

}  // namespace

TEST_CASE("report: one file, and what it says about it") {
  const RecordedShell shell;
  const Result result = shell.ice({"report", "flat", "-o", "flat.html"});
  CHECK(result.code == 0);
  CHECK_THAT(result.out, StartsWith("Wrote flat.html (") && Contains("): open it in a browser\n"));
  CHECK_THAT(shell.read("flat.html"),
             StartsWith("<!doctype html>\n") && Contains("Nothing is learned from zeros"));
}

TEST_CASE("report: what it cannot write") {
  const RecordedShell shell;
  CHECK(shell.ice({"report", "flat"}).err ==
        "ice: report: --output is required. See: ice report --help\n");
  CHECK(shell.ice({"report", "flt", "-o", "a.html"}).err ==
        "ice: study 'flt': there is no such study. Did you mean 'flat'?\n");
  const Result folder = shell.ice({"report", "flat", "-o", "no/a.html"});
  CHECK(folder.code == 2);
  CHECK(folder.err == "ice: no/a.html: cannot be written: No such file or directory\n");
}

TEST_CASE("report: in a browser it sorts, filters, links, compares, and keeps its state") {
  if (Shell().run({"/usr/bin/python3", "-c", "import selenium"}).code != 0 ||
      Shell().run({"sh", "-c", "command -v chromium && command -v chromedriver"}).code != 0)
    skip("it takes chromium, chromium-driver and python3-selenium");
  const PageShell shell;
  const std::vector<std::string> line{"/usr/bin/python3",
                                      ICE_SOURCE "/tests/browser/report_page.py",
                                      (shell.folder() / "page.html").string()};
  const ice::base::Completed ended =
      ice::base::run_to_end(shell.in_folder(line), std::chrono::seconds(115));
  CAPTURE(ended.out, ended.err);
  CHECK_FALSE(ended.timed_out);
  CHECK(ended.status.code == 0);
}
