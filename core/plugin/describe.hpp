#pragma once
// Reads the C descriptors of a loaded library into plain values and checks all that can be checked.
// Only the probe child calls this, because a wild pointer in a descriptor ends the process.
#include <vector>

#include "ice/abi.h"
#include "plugin/build_card.hpp"
#include "plugin/info.hpp"

namespace ice::plugin {

/// All plugins of the library, with package, version and licence from its card. The fields file,
/// sha256, stamp and failed_tests stay empty. Throws UserError for a wrong descriptor; the text
/// does not name the file ("activation swish: parameter beta: default 5 is outside: [0, 1]").
[[nodiscard]] std::vector<PluginInfo> describe(const ice_library& library, const Card& card);

}  // namespace ice::plugin
