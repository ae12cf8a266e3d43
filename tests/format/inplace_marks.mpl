@inplace
fn a(xs :: List<Int>)=List.append(xs,1)
@inplace( xs ,ys )
pub fn b(xs :: List<Int>,ys :: List<Int>)=(List.append(xs,1),List.append(ys,1))
@cluster(3)  @inplace( xs )fn c(xs :: List<Int>)=List.append(xs,1)

impl I for S do
  @inplace( self )
  fn d(self, x :: Int)=%{self|x: x}
  @inplace pub fn e(self)=self
end
