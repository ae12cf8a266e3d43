type Day do
  Monday
  Tuesday
  Wednesday
  Thursday
  Friday
  Saturday
  Sunday
end

fn main() do
  case (Monday, Friday) do
    (Sunday, Sunday) -> println("rest")
  end
end
