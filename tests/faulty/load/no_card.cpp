// A shared library that has nothing to do with ice.
extern "C" __attribute__((visibility("default"))) int ice_describe();
extern "C" int ice_describe() { return 0; }
