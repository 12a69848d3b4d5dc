// A static constructor never ends.
#include <unistd.h>

#include "linear.hpp"

struct Hangs {
  Hangs() {
    while (true) ::pause();
  }
};
static const Hangs at_load_time;

ICE_LIBRARY("hangs", "1.0.0", "MIT", Linear)
