// Progress on a terminal: a line for the sweep and one for each worker, redrawn in place.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <utility>

#include "base/text.hpp"
#include "cli/terminal.hpp"
#include "progress/progress.hpp"
#include "progress/tally.hpp"
#include "report/terminal/style.hpp"
#include "report/terminal/unicode.hpp"

namespace ice::cli {
namespace {

constexpr double kSecondsBetweenFrames = 0.1;
constexpr std::size_t kNameWidth = 24;
constexpr std::size_t kBarWidth = 24;
constexpr std::size_t kLeastText = 24;  // beside the bar; with less room there is no bar
constexpr std::size_t kLeastCell = 8;

std::string bar(double share, bool color) {
  const auto full = static_cast<std::size_t>(share * static_cast<double>(kBarWidth));
  return report::painted(report::repeat("━", full), report::Style::kGreen, color && full > 0) +
         report::painted(report::repeat(color ? "━" : "─", kBarWidth - full), report::Style::kDim,
                         color && full < kBarWidth);
}

class TerminalProgress : public run::Observer {
 public:
  TerminalProgress(const study::Study& study, const ProgressOptions& options)
      : tally_(study), verbose_(options.verbose), color_(wants_color(stderr, options.no_color)) {}
  ~TerminalProgress() override { write(erasure()); }
  TerminalProgress(const TerminalProgress&) = delete;
  TerminalProgress& operator=(const TerminalProgress&) = delete;

  void planned(const plan::Plan& plan) override {
    print_warnings(plan);
    tally_.planned(plan);
  }

  void started(const run::Started& run) override {
    tally_.started(run);
    draw_if_due();
  }

  void progress(const run::Progress& run) override {
    tally_.progress(run);
    draw_if_due();
  }

  void done(const store::Run& run) override {
    const bool finished = run.status == store::Status::kFinished;
    if (verbose_ || !finished) {
      write(erasure() +
            report::painted(ended_text(tally_, run),
                            finished ? report::Style::kDim : report::Style::kRed, color_) +
            "\n");
    }
    tally_.done(run);
    draw_if_due();
  }

 private:
  void draw_if_due() {
    if (tally_.seconds() < next_) return;
    next_ = tally_.seconds() + kSecondsBetweenFrames;
    const std::size_t width = terminal_width(stderr) - 1;  // a full line would wrap
    std::string frame = sweep_line(width) + "\n";
    for (const auto& [worker, running] : tally_.running())
      frame +=
          report::painted(worker_line(worker, running, width), report::Style::kDim, color_) + "\n";
    write(erasure() + frame);
    lines_drawn_ = static_cast<std::size_t>(std::count(frame.begin(), frame.end(), '\n'));
  }

  [[nodiscard]] std::string sweep_line(std::size_t width) const {
    const double share = tally_.total() == 0 ? 1
                                             : static_cast<double>(tally_.ended()) /
                                                   static_cast<double>(tally_.total());
    std::string text;
    for (const std::string& part :
         {tally_.count_text(), tally_.rate_text(), tally_.left_text(), tally_.best_text()}) {
      if (!part.empty()) text += "  " + part;
    }
    const std::string name = report::shorten(tally_.study(), kNameWidth) + " ";
    const std::size_t taken = report::display_width(name) + kBarWidth;
    if (width < taken + kLeastText) return report::shorten(name + text, width);
    return name + bar(share, color_) + report::shorten(text, width - taken);
  }

  // A narrow terminal cuts the name of the cell, never how far the run is.
  static std::string worker_line(unsigned worker, const Running& running, std::size_t width) {
    const std::string number = fmt::format("  {}  ", worker + 1);
    std::string how_far;
    if (running.epochs > 0)
      how_far = fmt::format("  epoch {}/{}  cost {}", running.epoch, running.epochs,
                            base::format_short(running.cost));
    const std::size_t taken = number.size() + how_far.size();
    const std::size_t room = width > taken + kLeastCell ? width - taken : kLeastCell;
    return report::shorten(number + report::shorten(running.cell, room) + how_far, width);
  }

  // Erases the last frame, and the ^C that a terminal echoes after it. One write for each frame
  // does not flicker.
  [[nodiscard]] std::string erasure() {
    return "\r\x1b[2K" + report::repeat("\x1b[1A\x1b[2K", std::exchange(lines_drawn_, 0));
  }

  static void write(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stderr); }

  Tally tally_;
  bool verbose_, color_;
  double next_ = 0;
  std::size_t lines_drawn_ = 0;
};

}  // namespace

std::unique_ptr<run::Observer> make_terminal_progress(const study::Study& study,
                                                      const ProgressOptions& options) {
  return std::make_unique<TerminalProgress>(study, options);
}

}  // namespace ice::cli
