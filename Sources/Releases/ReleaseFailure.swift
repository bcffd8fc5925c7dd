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
    case let error as ArchiveError: self.init(error)
    default: self = .archive("\(error)")
    }
  }

  private init(_ error: ArchiveError) {
    switch error {
    case .busy(let holder, _): self = .busy(holder: holder)
    case .output(let error): self = .output(error)
    case .exists(let name): self = .alreadyThere(name)
    case .changed(let path, _, _): self = .changed(path: path)
    case .missing: self = .archive("there is none yet")
    case .newerFormat(let found, let known):
      self = .archive("it has format \(found), and this version reads up to \(known): use a later version of outturn")
    case .olderFormat(let found, let current):
      self = .archive("it has format \(found), and this version writes \(current): run outturn upgrade first")
    case .notTogether(let problems): self = .archive(problems.joined(separator: "; ") + "; run outturn verify, and restore all of a backup")
    case .unknown(let what): self = .archive("it has no \(what)")
    case .damaged(let what), .unfit(let what), .key(let what), .database(let what): self = .archive(what)
    case .pruned(let what): self = .archive("\(what) was taken away by retention")
    }
  }
}
