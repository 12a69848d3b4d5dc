// Its card is filled in when the library is loaded: nothing can be read from the file.
#include <cstring>

#include "ice/abi.h"

extern "C" {
__attribute__((visibility("default"), used, section(".ice_build,\"aw\",@nobits#")))
ice_card ice_build_card;
__attribute__((visibility("default"))) const ice_library* ice_describe();
const ice_library* ice_describe() { return nullptr; }
}
