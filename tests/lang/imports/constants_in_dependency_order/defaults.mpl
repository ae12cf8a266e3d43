pub let start = 9
