import Dispatch
import Synchronization

/// Does independent pieces of work on as many threads as asked for, each with tools of its own that never leave it.
///
/// Results come back in the order of the pieces, whichever thread made them. The first failure, by that order, is thrown once all threads have stopped.
/// - Parameters:
///   - jobs: threads, at least one.
///   - tools: makes a thread's tools: a font map, a surface, buffers.
///   - work: does one piece.
func inParallel<Tools, Result: Sendable, Failure: Error>(
  jobs: Int, count: Int, failing: Failure.Type, tools: @escaping @Sendable () throws(Failure) -> Tools,
  work: @escaping @Sendable (Tools, Int) throws(Failure) -> Result
) throws(Failure) -> [Result] {
  let next = Atomic<Int>(0)
  let stopped = Atomic<Bool>(false)
  let results = Mutex<[(index: Int, outcome: Swift.Result<Result, Failure>)]>([])
  DispatchQueue.concurrentPerform(iterations: max(1, min(jobs, count))) { _ in
    var mine: [(index: Int, outcome: Swift.Result<Result, Failure>)] = []
    do throws(Failure) {
      let hand = try tools()
      while !stopped.load(ordering: .relaxed) {
        let index = next.add(1, ordering: .relaxed).oldValue
        if index >= count { break }
        do throws(Failure) {
          mine.append((index, .success(try work(hand, index))))
        } catch {
          stopped.store(true, ordering: .relaxed)
          mine.append((index, .failure(error)))
        }
      }
    } catch {
      stopped.store(true, ordering: .relaxed)
      mine.append((Int.max, .failure(error)))
    }
    results.withLock { $0 += mine }
  }
  var ordered: [Result] = []
  ordered.reserveCapacity(count)
  for (_, outcome) in results.withLock({ $0 }).sorted(by: { $0.index < $1.index }) {
    switch outcome {
    case .success(let result): ordered.append(result)
    case .failure(let error): throw error
    }
  }
  return ordered
}
