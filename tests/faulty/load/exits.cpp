// A static constructor leaves the program in peace, with exit code 0.
#include <cstdlib>

#include "linear.hpp"

struct Exits {
  Exits() { std::_Exit(0); }
};
static const Exits at_load_time;

ICE_LIBRARY("exits", "1.0.0", "MIT", Linear)
