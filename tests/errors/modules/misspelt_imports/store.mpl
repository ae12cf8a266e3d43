pub fn load() -> Int = 1
