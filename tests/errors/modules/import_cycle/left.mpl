from Right import right

pub fn left() = right()
