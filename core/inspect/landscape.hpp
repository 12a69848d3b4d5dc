#pragma once
// The cost of a network over a plane of its parameters, and the way that training took through it
// (course 2.4; Li et al. 2018: Visualizing the loss landscape of neural nets). A child process
// trains the network again and measures it.
#include <cstdint>
#include <string>
#include <vector>

#include "inspect/subject.hpp"

namespace ice::inspect {

/// What spans the plane, through the parameters that training ended with.
enum class Plane {
  /// Two parameters. All others keep the values that training ended with.
  kParameters,
  /// The two principal components of the way's points, seen from its end (Li et al., section 7); of
  /// a network with two parameters, these.
  kWay,
  /// Two drawn directions of which each row of W[l], with its bias, has the length of the network's
  /// own (filter normalization; Li et al., section 4). The way leaves this plane almost at once.
  kFilters
};

struct LandscapeOptions {
  Plane plane = Plane::kWay;
  std::string x{}, y{};           ///< of kParameters: as place_of() reads them
  std::uint64_t resolution = 61;  ///< points along each side of the plane
};

/// A point of the way: the parameters after an epoch, 0 for the start, projected onto the plane.
struct WayPoint {
  std::uint64_t epoch = 0;
  double x = 0, y = 0;
  double cost = 0;  ///< of these parameters, on the samples of the plane
};

/// The way of one training. A way that diverged ends before its parameters are no numbers.
struct Way {
  std::vector<WayPoint> points;  ///< at most 202, start and end among them
  double final_cost = 0;         ///< train.cost of the last epoch, as training measures it
  bool has_diverged = false;
};

struct Landscape {
  std::string x, y;  ///< what the axes are: "W[1](1, 1)", "1st direction of the way"
  double x_low = 0, x_high = 0, y_low = 0, y_high = 0;
  std::uint64_t resolution = 0;
  /// The objective (mean loss with its L2 term) row by row from the lowest y; NaN where it is not a
  /// number.
  std::vector<double> costs;
  std::vector<Way> ways;            ///< of the first subject, or of all, in their order
  bool is_of_parameters = false;    ///< the axes are two parameters
  double share_x = 0, share_y = 0;  ///< of kWay: of the way's squared distances, along each axis
  std::uint64_t samples = 0, all_samples = 0;  ///< of the training part; `samples` were measured
};

/// Trains the first subject's network again and measures its plane. Where two parameters span it,
/// trains the others too and adds their ways. REQUIRES: a subject; resolution >= 2; each other is
/// comparable with the first. Throws UserError for a parameter that there is not, when the network
/// has one parameter or never moved, and as Bench and nn::train() do.
[[nodiscard]] Landscape landscape_of(const std::vector<Subject>& subjects,
                                     const LandscapeOptions& options);

/// Whether the cost of both is the same function of their parameters.
[[nodiscard]] bool is_comparable(const Subject& one, const Subject& other);

/// argv[1] of the child (base::ask_child). REQUIRES: main() of every program that calls
/// landscape_of() returns what landscape_main() returns when argv[1] is this role.
inline constexpr const char* kLandscapeRole = "__landscape";
int landscape_main(int argc, char** argv);

}  // namespace ice::inspect
