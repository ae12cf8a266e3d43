pub fn both(x) = pair(x, x)

fn pair(a, b) = (a, b)

pub fn second((_, b)) = b
