fn f(n) = n
fn f(0) = 1
