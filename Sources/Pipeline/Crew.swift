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

/// One piece of work done beside what the caller does, where there is more than one job; else when its result is asked for.
final class Background<Value: Sendable>: Sendable {
  private let group = DispatchGroup()
  private let piece: Piece

  private final class Piece: Sendable {
    let work: @Sendable () throws(RunFailure) -> Value
    let outcome = Mutex<Swift.Result<Value, RunFailure>?>(nil)

    init(_ work: @escaping @Sendable () throws(RunFailure) -> Value) { self.work = work }

    @discardableResult func run() -> Swift.Result<Value, RunFailure> {
      let made: Swift.Result<Value, RunFailure>
      do throws(RunFailure) {
        made = .success(try work())
      } catch {
        made = .failure(error)
      }
      outcome.withLock { $0 = made }
      return made
    }
  }

  init(jobs: Int, _ work: @escaping @Sendable () throws(RunFailure) -> Value) {
    let piece = Piece(work)
    self.piece = piece
    if jobs > 1 { DispatchQueue.global().async(group: group) { piece.run() } }
  }

  /// The work never outlives whoever asked for it.
  deinit { group.wait() }

  /// What the work made, once it is done.
  var result: Swift.Result<Value, RunFailure> {
    group.wait()
    return piece.outcome.withLock { $0 } ?? piece.run()
  }
}
