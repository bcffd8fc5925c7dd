import Glibc
import Synchronization

/// What a test lets go wrong on the disk: a process that is killed, or a disk that is full, at the n-th change.
///
/// Given to the code under test by `FaultPlan.$current.withValue(plan) { … }`; nothing else ever sets one.
package final class FaultPlan: Sendable {
  /// A kind of change of the disk.
  package enum Change: String, Sendable, Hashable, CaseIterable {
    case makeFolder = "create the folder", create, write, sync, rename, remove, mode = "set the mode of"
    /// A transaction of the archive's database is about to be made final, or just was.
    case commit, committed
  }

  /// What happens at the change.
  package enum Fault: Sendable, Hashable {
    /// The process is gone: neither this change happens nor any after it, tidying up included.
    case crash
    /// The disk is full at this change; what follows goes on.
    case fullDisk
  }

  /// The plan of the code that runs now.
  @TaskLocal package static var current: FaultPlan?

  private let fault: Fault
  private let place: Int
  private let count = Atomic<Int>(0)
  private let struck = Mutex<(change: Change, path: String)?>(nil)

  /// Makes a plan.
  ///
  /// - Parameters:
  ///   - fault: what happens.
  ///   - place: at which change, from 1; nought counts the changes and lets all pass.
  package init(_ fault: Fault, at place: Int) {
    self.fault = fault
    self.place = place
  }

  /// How many changes were asked for.
  package var changes: Int { count.load(ordering: .relaxed) }
  /// What was stopped; nil when the code came to its end before that.
  package var stopped: (change: Change, path: String)? { struck.withLock { $0 } }

  static var isGiven: Bool { current != nil }

  /// Asks leave for a change.
  ///
  /// - Throws: `OutputError` where the plan says so.
  package static func pass(_ change: Change, _ path: String) throws(OutputError) {
    guard let plan = current else { return }
    let number = plan.count.add(1, ordering: .relaxed).newValue
    guard plan.place > 0, plan.fault == .crash ? number >= plan.place : number == plan.place else { return }
    plan.struck.withLock { if $0 == nil { $0 = (change, path) } }
    throw OutputError(.inputOutput, change.rawValue, path, code: plan.fault == .crash ? EINTR : ENOSPC)
  }
}
