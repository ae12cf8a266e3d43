##! A module.
from B import y
import A



# Alone.

## Doc of f.
fn f(a, # first
     b) do # opens
   # before x

   let x = a   # behind x


   # before y
   let y = #= inline =# b
   x + y # sum
   # before end
end
# at the end
struct S do
  # a field
  a :: Int # its note
  # no more
end
fn g() do
  case 1 do
    # one
    1 -> 2 # two
    # rest
    _ ->
      # below
      3
    # none left
  end
  [
    1, # one
    # two is missing
    3,
    # end
  ]
  f(1,
    # why
    2)
end
#= block
   over lines   
=#
fn h()   =   1
