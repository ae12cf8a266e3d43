pub fn one() = 1
