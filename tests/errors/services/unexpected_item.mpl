service S do
  let x = 1
end
