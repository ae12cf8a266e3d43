fn main() {
  println("a")
}
