struct Post do
  table "blog_posts"
  primary_key :uid
  timestamps true
  belongs_to :user, User
  uid :: Int
  title :: String
  rating :: Float
  public :: Bool
end deriving(Schema)

struct User do
  has_many :posts, Post
  has_one :profile, Profile
  id :: Int
end deriving(Schema)

struct Profile do
  bio :: String
end

fn main() do
  println("#{Post.__table__()} #{Post.__primary_key__()} #{Post.__fields__()}")
  println("#{Post.__field_types__()}")
  println("#{Post.__relationships__()} #{Post.__relationship_meta__()} #{Post.__title_col__()}")
  println(
    "#{User.__table__()} #{User.__primary_key__()} #{User.__relationships__()} #{User.__relationship_meta__()}"
  )
end
