pub fn f(n :: Int) -> String = n
