import Dispatch
import Synchronization

/// Does `count` pieces of work on `jobs` threads and gives their results in order, whatever the number of threads.
///
/// - Parameter order: which pieces to begin with (the largest, so that none is left to the end); all of them, each once.
func inParallel<Result: Sendable>(_ count: Int, jobs: Int, order: [Int]? = nil, _ work: @Sendable (Int) -> Result) -> [Result] {
  if jobs <= 1 || count <= 1 { return (0..<count).map(work) }
  return [Result](unsafeUninitializedCapacity: count) { buffer, initialised in
    // Each piece writes its own place once; the array is read after all are done.
    nonisolated(unsafe) let results = buffer
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: min(jobs, count)) { _ in
      while true {
        let turn = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard turn < count else { return }
        let piece = order?[turn] ?? turn
        let result = work(piece)
        results.initializeElement(at: piece, to: result)
      }
    }
    initialised = count
  }
}
