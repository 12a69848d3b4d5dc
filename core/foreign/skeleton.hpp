#pragma once
// A study file made from another tool's sweep: what it varies, under our names.
#include <string>
#include <vector>

#include "foreign/sweep.hpp"
#include "plugin/catalog.hpp"

namespace ice::foreign {

struct Skeleton {
  std::string text;  ///< a study that `ice plan` accepts; comments hold the remarks
  /// What was changed, and what has no counterpart: a line each.
  std::vector<std::string> remarks;
  std::size_t parameters = 0;  ///< how many of the sweep's have a counterpart
};

/// Data, network and loss are examples where the sweep does not set them. `name` is the study's,
/// `command` is what made it, for the first comment.
[[nodiscard]] Skeleton skeleton_of(const Sweep& sweep, const std::string& name,
                                   const std::string& command, const plugin::Catalog& catalog);

}  // namespace ice::foreign
