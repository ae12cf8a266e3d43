struct Part do
  sku :: Strin
  other :: Prat?
end

fn f(x :: Lst<Int>, y :: t) -> Part do
  x
end

type Alias = Missing
