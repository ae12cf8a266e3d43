##! The module's own text.
# a line
## The text of `f`.
fn f() -> Int = 1 # behind code

#= a block
   #= nested =# still inside
=#
fn main() do
  #= before =# println("#{f()}") #= behind =#
  let xs = [1, # one
    2, #= two =# 3]
  println("#{xs}")
  println("# no comment #= neither =#")
end
