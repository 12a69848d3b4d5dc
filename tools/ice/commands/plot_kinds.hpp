#pragma once
// The kinds of pictures that `ice plot` makes: one table for its help, its checks and its work.
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "report/gnuplot/gnuplot.hpp"
#include "report/study_cells.hpp"
#include "report/terminal/terminal_plot.hpp"

namespace ice::cli {

/// What a picture is made from.
struct PlotSource {
  std::string subject;                         ///< the study, or activations
  std::filesystem::path store;                 ///< its file
  report::PlotRequest request;                 ///< of a study; its query names the study
  std::string plane;                           ///< --plane of a landscape
  std::vector<std::filesystem::path> plugins;  ///< --plugin
};

/// A picture that can be drawn by gnuplot or with characters.
struct Picture {
  report::Script script;
  std::function<std::string(const report::PictureStyle& style)> characters;
  std::vector<std::string> notes{};  ///< to be said below it
};

/// A row of the table.
struct PlotKind {
  std::string name;
  std::string help;      ///< what it shows
  int axes = 0;          ///< 1: takes --x; 2: takes --x and --y
  bool of_study = true;  ///< false: of plugins; --metric, --by, --top and --where mean nothing
  Picture (*make)(const PlotSource& source) = nullptr;
};

[[nodiscard]] std::span<const PlotKind> plot_kinds();

/// The row of a kind. Throws UserError where the request has options that mean nothing to it.
/// REQUIRES: there is such a kind.
[[nodiscard]] const PlotKind& plot_kind(const std::string& name,
                                        const report::PlotRequest& request);

}  // namespace ice::cli
