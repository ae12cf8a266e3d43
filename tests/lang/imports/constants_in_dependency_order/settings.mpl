from Defaults import start

pub let base = start + 1
pub let table = %{"x" => base, "y" => start}
