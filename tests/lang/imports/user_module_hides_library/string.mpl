pub fn shout(s) = s <> "!"
