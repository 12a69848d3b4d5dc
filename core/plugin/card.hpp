#pragma once
// The build card: who built a plugin library, how and for which ice, read from the file itself. The
// system's loader must not see a file that fails here: it dies of a truncated one (SIGBUS) and runs
// code of any.
#include <cstdint>
#include <filesystem>
#include <string>

#include "base/value.hpp"

namespace ice::plugin {

struct Card {
  std::uint32_t abi = 0;
  std::uint32_t sdk = 0;    ///< 10000 * major + 100 * minor + patch
  std::uint32_t flags = 0;  ///< ice_card_flag
  std::string armadillo, compiler, package, version, licence;
};
[[nodiscard]] base::Value to_value(const Card& card);

/// Examines the ELF file and reads its card. Throws UserError with a text that does not name the
/// file ("truncated: needs 13272 bytes, has 3000. Copy or build it again."); the caller does.
[[nodiscard]] Card read_card(const std::filesystem::path& file);

}  // namespace ice::plugin
