fn f(0) -> String = "zero"
pub fn f(n) -> String = "#{n}"
