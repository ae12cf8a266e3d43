supervisor Sup( ctx::Context ) do strategy:one_for_one
  max_restarts:3
  child a do start:fn -> A.start( 1 ) end
  restart:permanent, shutdown:5000 end
  child b do
    start: fn -> B.start() end
    register: "b"
  end
end
service Counter do
  fn init(n::Int)->Int do n end
  call Get()::Int do|n| (n,n) end
  cast Add(k::Int) do |n|
    n+k
  end
  terminate do |n| println("#{n}") end
end
actor loop(n::Int) do
  receive do Exit(p,r)->loop(n)
   x when x>0-> loop(n+x)
  after 1000->() end
  terminate do println("bye") end
end
