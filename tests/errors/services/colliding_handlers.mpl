service S do
  call GetIt() :: Int do |s|
    (s, 1)
  end

  cast GetIt() do |s|
    s
  end

  call Start() :: Int do |s|
    (s, 1)
  end
end
