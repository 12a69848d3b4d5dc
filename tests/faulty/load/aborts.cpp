// A static constructor ends the process while the library is loaded.
#include <cstdlib>

#include "linear.hpp"

struct Aborts {
  Aborts() { std::abort(); }
};
static const Aborts at_load_time;

ICE_LIBRARY("aborts", "1.0.0", "MIT", Linear)
