pub fn grade(n) when n >= 90 = "A"
pub fn grade(n) when n >= 50 = "B"
pub fn grade(_) = "C"
