fn f(0) = 1
fn g(n) = n
fn f(n) = n
