// Prints when it is loaded, even what looks like a probe's answer: odd, but no fault.
#include <cstdio>

#include "linear.hpp"

struct Chatters {
  Chatters() {
    std::puts("{\"reason\": \"forged\"}");
    std::fflush(stdout);
  }
};
static const Chatters at_load_time;

ICE_LIBRARY("chatters", "1.0.0", "MIT", Linear)
