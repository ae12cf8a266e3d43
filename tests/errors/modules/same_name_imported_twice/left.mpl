pub fn show() = "left"
