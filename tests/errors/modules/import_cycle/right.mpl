import Left

pub fn right() = Left.left()
