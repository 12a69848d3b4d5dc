// says: ICE_LIBRARY names no plugin class
#include <ice/plugin.hpp>

ICE_LIBRARY("acme", "1.0.0", "MIT")
