pub fn a_function_with_many_parameters(first :: String, second :: Map<String, Int>, third :: Fun(Int) -> Bool) -> Int do first end
pub fn one_expression(first :: String, second :: String, third :: String) -> String = join(first, second, third)
fn main() do
  let total = first_operand_of_the_sum + second_operand_of_the_sum * third_operand_of_it + the_last_operand
  let list = ["the first element of the list", "the second element of the list", "the third element of it"]
  let answer = some_function(argument_number_one, argument_number_two, argument_number_three, argument_four)
  each(elements_of_the_list, fn element -> do_something_with(element, another_argument, a_third_argument) end)
  let part = Part { identifier: "a-123456", description: "something with a long description", stock: 12345 }
  Ok(Part { identifier: "a-123456", description: "something with a long description", stock: 1234567, more: 1 })
  elements_of_the_list |> filter(fn e -> e.is_interesting() end) |> map(fn e -> e.name end) |> take(1000000)
  let text = if the_condition_is_true_today do "the text of the first branch" else "the text of the second branch" end
  println("a string that is longer than the line may be is printed as it was written, whatever that means for the margin")
  case one_condition_that_is_long(x) || another_condition_that_is_long(x) || a_third_condition_that_is_long(x) do
    Some(value) -> the_function_called_for_the_value(value, and_another_argument, and_one_more, and_the_last_one)
    None -> panic("nothing")
  end
end
