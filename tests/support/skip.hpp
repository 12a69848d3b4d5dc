#pragma once
#include <string>

/// Ends the test that calls it, which this machine or its data cannot run. ctest lists it as
/// skipped; a program run by hand prints the reason, "skipped: NAME: no namespaces here".
[[noreturn]] void skip(const std::string& reason);
