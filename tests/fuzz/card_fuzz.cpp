// Any bytes as the build card of a sound library: refused as the user's fault, or a card for this
// host whose texts are UTF-8.
#include "base/error.hpp"
#include "base/utf8.hpp"
#include "fuzz.hpp"
#include "library.hpp"
#include "plugin/build_card.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const ice::fuzz::MemoryFile file;
  file.set(ice::fuzz::library_with(ice::fuzz::text_of(data, size)));
  try {
    const ice::plugin::Card card = ice::plugin::read_card(file.path());
    ice::fuzz::require(card.abi == ICE_ABI && card.sdk <= ICE_SDK_VERSION);
    for (const std::string& text :
         {card.armadillo, card.compiler, card.package, card.version, card.licence})
      ice::fuzz::require(ice::base::is_utf8(text));
    (void)to_value(card).dump();
  } catch (const ice::base::UserError&) {
    ice::fuzz::require(ice::fuzz::text_of(data, size) != ice::fuzz::sound_card());
  }
  return 0;
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t max_size, unsigned /*seed*/) {
  return ice::fuzz::mutated(ice::fuzz::sound_card(), data, size, max_size);
}
