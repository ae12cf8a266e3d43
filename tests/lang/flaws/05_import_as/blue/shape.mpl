pub fn name() = "blue"
