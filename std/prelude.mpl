##! Names every program knows without an import. All of them can be shadowed. Traits add theirs: `compare`,
##! `default`, `to_string` and `inspect` are methods of core.

extern "mesh_io_eprint" fn eprint(text :: String) -> ()

## Writes `s` and a newline to standard output.
pub extern "mesh_println" fn println(s :: String) -> ()

## Writes `s` to standard output.
pub extern "mesh_print" fn print(s :: String) -> ()

## Ends the current process; `message` is its exit reason.
pub extern "@panic" fn panic(message :: String) -> Never

## Takes the link to a process away, if there is one; the counterpart of `link`.
pub fn unlink(pid :: Pid) -> () do
  Process.unlink(pid)
end

## `f` of every element.
pub fn map<T, U>(xs :: List<T>, f :: Fun(T) -> U) -> List<U> = List.map(xs, f)

## The elements for which `p` holds.
pub fn filter<T>(xs :: List<T>, p :: Fun(T) -> Bool) -> List<T> = List.filter(xs, p)

## `f` from `init` over all elements.
pub fn reduce<T, U>(xs :: List<T>, init :: U, f :: Fun(U, T) -> U) -> U = List.reduce(xs, init, f)

## The first element; panics when the list is empty.
pub fn head<T>(xs :: List<T>) -> T = List.head(xs)

## All but the first element; panics when the list is empty.
pub fn tail<T>(xs :: List<T>) -> List<T> = List.tail(xs)

## What it is given.
pub fn identity<T>(x :: T) -> T = x

## Writes the text of `x` for programmers to standard error, and gives `x`.
pub fn dbg<T>(x :: T) -> T where T: Debug do
  eprint("#{x.inspect()}\n")
  x
end

## Stands for what is not written yet: panics when it is reached.
pub fn todo() -> Never = panic("not implemented")
