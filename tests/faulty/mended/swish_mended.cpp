// The same under the same name and version, after the author mended it.
#include "swish.hpp"

ICE_LIBRARY("acme", "0.1.0", "MIT", Swish<1>)
