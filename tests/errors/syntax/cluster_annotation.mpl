clustered fn f() = 1
