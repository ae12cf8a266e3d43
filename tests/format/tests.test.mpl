from A import f
test( "one" ) do assert f(1)==2
 assert_eq f(1),2
 assert_receive( Some(x),10 )
 assert_receive (a,b) , 10
end
describe "group" do setup do let x=1 end
 test("two") do
   assert_raises fn->f(0) end
 end
end
