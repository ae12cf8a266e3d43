# Tests, checks and their variants. Added by area below.
