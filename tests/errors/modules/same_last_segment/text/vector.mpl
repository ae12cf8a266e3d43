pub fn one() = "one"
