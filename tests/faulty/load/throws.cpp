// A static constructor throws while the library is loaded, where nobody can catch.
#include <stdexcept>

#include "linear.hpp"

struct Throws {
  Throws() { throw std::runtime_error("no device"); }
};
static const Throws at_load_time;

ICE_LIBRARY("throws", "1.0.0", "MIT", Linear)
