pub fn show() = "right"
