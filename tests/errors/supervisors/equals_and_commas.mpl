supervisor Shop do
  strategy = one_for_one
  max_restarts: 3,
  max_seconds: 5
end
