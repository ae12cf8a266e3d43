from Model import Square

pub fn square(n) = Square { side: n }
