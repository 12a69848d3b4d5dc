// Exists to own the precompiled header that the modules share.
