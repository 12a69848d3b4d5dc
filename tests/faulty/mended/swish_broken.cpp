// An author's first attempt: the slope has the wrong sign.
#include "swish.hpp"

ICE_LIBRARY("acme", "0.1.0", "MIT", Swish<-1>)
