##! One-shot concurrent computations.

extern "mesh_job_start" fn start<T>(work :: Fun() -> T) -> Pid
extern "mesh_job_await" fn wait(job :: Pid, timeout_ms :: Int) -> Int
extern "mesh_job_forget" fn forget_result(job :: Pid) -> ()
extern "mesh_job_result" fn result_of<T>() -> T
extern "mesh_job_error" fn error_of() -> String

## A computation under way in a process of its own.
pub struct Job<T> do
  pid :: Pid
  work :: Fun() -> T
end

## Starts `work`.
pub fn async<T>(work :: Fun() -> T) -> Job<T> = Job { pid: start(work), work: work }

## Waits for the result, or gives why there is none.
pub fn await<T>(job :: Job<T>) -> T!String = await_timeout(job, -1)

## `await`, but at most `ms` milliseconds: Err("timeout"); the job goes on.
pub fn await_timeout<T>(job :: Job<T>, ms :: Int) -> T!String do
  if wait(job.pid, ms) == 0 do Ok(result_of()) else Err(error_of()) end
end

## `await` for the last time: the job is gone afterwards. A process that lives long and starts many jobs should get
## their results this way, as a job otherwise keeps its result as long as the process lives that has started it.
pub fn take<T>(job :: Job<T>) -> T!String do
  let result = await(job)
  forget(job)
  result
end

## Nobody will ask for the result: the job goes on and is gone when it is done.
pub fn forget<T>(job :: Job<T>) -> () = forget_result(job.pid)

## One job for each element; results in the order of the elements.
pub fn map<A, B>(xs :: List<A>, f :: Fun(A) -> B) -> List<B!String> do
  let jobs = for x in xs do async(fn -> f(x) end) end
  for job in jobs do take(job) end
end
