#pragma once
// The build card of a plugin library: who built it, how, and for which ice. It is read from the
// file without loading the library. A file must pass this check before the system's loader opens
// it: the loader dies of a truncated file (SIGBUS), and it runs code of every file that it loads.
#include <cstdint>
#include <filesystem>
#include <string>

#include "base/value.hpp"

namespace ice::plugin {

/// The build card (ice_card in ice/abi.h) as a plain value.
struct Card {
  std::uint32_t abi = 0;
  std::uint32_t sdk = 0;    ///< 10000 * major + 100 * minor + patch
  std::uint32_t flags = 0;  ///< bits of ice_card_flag
  std::string armadillo, compiler, package, version, licence;
};
/// The card as PluginInfo::card keeps it: the version and the flags as text.
[[nodiscard]] base::Value to_value(const Card& card);

/// Checks that the file is a complete shared library of this machine, reads its card and checks
/// that this host can use the library. Throws UserError otherwise; the text does not name the file
/// ("truncated: needs 13272 bytes, has 3000. Copy or build it again."), so the caller adds it.
[[nodiscard]] Card read_card(const std::filesystem::path& file);

}  // namespace ice::plugin
