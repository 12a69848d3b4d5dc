#pragma once

/// Runs the tests of this program as Catch's command line asks; returns its exit code.
int run_tests(int argc, char** argv);
