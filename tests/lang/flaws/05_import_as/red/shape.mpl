pub fn name() = "red"
