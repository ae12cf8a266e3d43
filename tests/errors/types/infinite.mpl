fn omega(f) = f(f)

fn grow(xs) = [xs] == xs
