// A parameter whose default is outside its bounds; the SDK refuses to compile that, so the
// descriptor is changed behind its back.
#include "linear.hpp"

static constexpr ice_param kSlope{sizeof(ice_param),
                                  ICE_REAL,
                                  "slope",
                                  "of the line",
                                  "",
                                  {ICE_REAL, 0, 5, 0, nullptr},
                                  0,
                                  1,
                                  0,
                                  0,
                                  nullptr};
static constexpr const ice_param* kParams[] = {&kSlope};

static ice_plugin with_slope() {
  ice_plugin plugin = ice::detail::describe<Linear>();
  plugin.param_count = 1;
  plugin.params = kParams;
  return plugin;
}

extern "C" {
__attribute__((visibility("default"))) extern const ice_card ice_build_card;
__attribute__((used, section(ICE_CARD_SECTION))) constexpr ice_card ice_build_card =
    ice::detail::make_card("slanted", "1.0.0", "MIT");
__attribute__((visibility("default"))) const ice_library* ice_describe();
const ice_library* ice_describe() {
  static const ice_plugin plugin = with_slope();
  static const ice_plugin* const plugins[] = {&plugin};
  static const ice_library library{sizeof(ice_library), 1, plugins};
  return &library;
}
}
