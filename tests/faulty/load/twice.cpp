// Two plugins of one kind with one id.
#include "linear.hpp"

struct Again : Linear {};

ICE_LIBRARY("twice", "1.0.0", "MIT", Linear, Again)
