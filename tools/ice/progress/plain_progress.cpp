// Progress in a pipe or a log: a plain line now and then.
#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/terminal.hpp"
#include "progress/progress.hpp"
#include "progress/tally.hpp"

namespace ice::cli {
namespace {

constexpr double kSecondsBetweenLines = 10;

class PlainProgress : public run::Observer {
 public:
  PlainProgress(const study::Study& study, bool verbose) : tally_(study), verbose_(verbose) {}

  void planned(const plan::Plan& plan) override {
    print_warnings(plan);
    tally_.planned(plan);
    if (tally_.total() == 0) return;
    print_error(fmt::format("{}: {} to do, {} recorded already\n", tally_.study(),
                            base::format_count(tally_.total(), "run"),
                            base::format_count(tally_.recorded_before())));
  }

  void started(const run::Started& run) override { tally_.started(run); }

  void progress(const run::Progress& run) override {
    tally_.progress(run);
    print_if_due();
  }

  void done(const store::Run& run) override {
    const bool notable = verbose_ || run.status != store::Status::kFinished;
    if (notable) print_error(fmt::format("{}\n", ended_text(tally_, run)));
    tally_.done(run);
    print_if_due();
  }

 private:
  void print_if_due() {
    if (tally_.seconds() < next_ || tally_.ended() == tally_.total()) return;
    next_ = tally_.seconds() + kSecondsBetweenLines;
    std::string line = tally_.study() + ": " + tally_.count_text();
    for (const std::string& part : {tally_.rate_text(), tally_.left_text(), tally_.best_text()}) {
      if (!part.empty()) line += ", " + part;
    }
    print_error(fmt::format("{}\n", line));
  }

  Tally tally_;
  bool verbose_;
  double next_ = kSecondsBetweenLines;
};

}  // namespace

std::unique_ptr<run::Observer> make_plain_progress(const study::Study& study,
                                                   const ProgressOptions& options) {
  return std::make_unique<PlainProgress>(study, options.verbose);
}

}  // namespace ice::cli
