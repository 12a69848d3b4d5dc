#pragma once
// From a loaded library's C descriptors to plain values, trusting nothing in them. For the probe
// child: a wild pointer ends the process that reads it.
#include <vector>

#include "ice/abi.h"
#include "plugin/card.hpp"
#include "plugin/info.hpp"

namespace ice::plugin {

/// Every plugin of the library, its package, version and licence taken from the card; file, digest
/// and stamp are left empty. Throws UserError with a text that does not name the file ("activation
/// swish: parameter beta: default 5 is outside [0, 1]").
[[nodiscard]] std::vector<PluginInfo> describe(const ice_library& library, const Card& card);

}  // namespace ice::plugin
