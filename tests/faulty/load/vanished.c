/* The library that needs_missing is linked to. */
double vanished(double z);
double vanished(double z) { return z; }
