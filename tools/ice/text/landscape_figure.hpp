#pragma once
// Makes a figure of the cost around a study's best network, and of the ways that led there.
#include <filesystem>
#include <string>
#include <vector>

#include "inspect/landscape.hpp"
#include "report/landscape.hpp"
#include "report/study_cells.hpp"

namespace ice::cli {

/// The figure, and what is to be said below it.
struct DrawnLandscape {
  report::LandscapeFigure figure;
  std::vector<std::string> notes;
};

/// The plane of the best run of the request, by study_ranked_by(). Where two
/// parameters span it there are also the ways of other cells, `top` in all (8 at most), from the
/// same seed where it finished: of those with the same data, network, loss and regularization; a
/// note counts the others. Each is trained again; a note says so when that ends with another cost
/// than is recorded. Throws UserError for a study without a finished run, and what
/// inspect::landscape_of() throws.
[[nodiscard]] DrawnLandscape landscape_figure(const std::filesystem::path& store,
                                              const report::PlotRequest& request,
                                              const std::vector<std::filesystem::path>& plugins,
                                              const inspect::LandscapeOptions& options);

}  // namespace ice::cli
