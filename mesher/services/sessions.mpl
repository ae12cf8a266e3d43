##! Which project each open ingestion WebSocket belongs to.

from Types.Project import Project

service StreamSessions do
  fn init() -> Map<Int, Project> do
    Map.new()
  end

  call Open(conn :: Int, project :: Project) :: Int do |sessions|
    (Map.put(sessions, conn, project), conn)
  end

  call ProjectOf(conn :: Int) :: Project? do |sessions|
    (sessions, Map.get_opt(sessions, conn))
  end

  cast Close(conn :: Int) do |sessions|
    Map.delete(sessions, conn)
  end
end
