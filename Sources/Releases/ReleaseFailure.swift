package import Programme
package import Quantities
package import Storage

/// Why nothing was signed, released or rebuilt, as facts: `OutturnCommand` words them and gives the exit status.
package enum ReleaseFailure: Error, Sendable {
  /// There is no finished month in the folder, or not a readable one.
  case notBuilt(Period, folder: String, reason: String)
  /// Nobody of that name may sign in that role; these may.
  case notApprover(name: String, role: ApproverRole, known: [String])
  /// What is to be signed cannot be: the conditions that fail.
  case cannotSign([ReleaseCondition])
  /// The key file cannot be used.
  case key(path: String, reason: String)
  /// A record of the program's own cannot be read.
  case damaged(path: String, reason: String)
  /// There is no such release; these there are.
  case noRelease(String, available: [String])
  /// Inputs of a release were taken away by retention.
  case pruned(ReleaseName, files: [String])
  /// A file is not what was judged.
  case changed(path: String)
  /// The release is there already.
  case alreadyThere(ReleaseName)
  /// Another run releases; this one has waited.
  case busy(holder: String)
  /// The disk failed.
  case output(OutputError)
  /// The archive refused.
  case archive(String)
}

extension ReleaseFailure {
  /// What a closure may throw that has no type of its own.
  package init(any error: any Error) {
    switch error {
    case let failure as ReleaseFailure: self = failure
    case let error as OutputError: self = .output(error)
    default: self = .archive("\(error)")
    }
  }
}
