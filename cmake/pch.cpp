// Exists to own a precompiled header.
