import Foundation
import Glibc
import Programme
package import Quantities
import Storage

/// The sign-offs that were given for a month and not released yet: `releases/approvals/2015-16/M11-flex.json` in the programme folder.
package struct Approvals: Sendable {
  /// The file.
  package let path: String
  private let folder: String

  /// The sign-offs of a period and cut.
  package init(programme: String, period: Period, cut: Cut) {
    folder = "\(programme)/releases/approvals/\(period.year.label)"
    path = "\(folder)/\(period.monthLabel)-\(cut.rawValue).json"
  }

  /// Reads them; none where nobody has signed.
  package func read() throws(ReleaseFailure) -> [SignOff] {
    guard FileSystem.exists(path) else { return [] }
    do {
      return try JSONDecoder().decode([SignOff].self, from: Data(try FileSystem.read(path)))
    } catch let error as OutputError {
      throw .output(error)
    } catch {
      throw .damaged(path: path, reason: "it is not a list of sign-offs")
    }
  }

  /// Adds a sign-off, in place of an earlier one in the same role. The old list or the new one stands there, whole.
  package func add(_ signOff: SignOff) throws(ReleaseFailure) {
    var list = try read().filter { $0.role != signOff.role }
    list.append(signOff)
    list.sort { ($0.role.rawValue, $0.name) < ($1.role.rawValue, $1.name) }
    do {
      try FileSystem.makeFolder(folder)
      let new = path + ".new"
      try FileSystem.writeDurably(try canonicalJSON(list), to: new)
      try FileSystem.rename(new, to: path)
      try FileSystem.syncNames(in: folder)
    } catch {
      throw ReleaseFailure(any: error)
    }
  }

  /// Takes the list away once it stands in a release.
  package func clear() throws(ReleaseFailure) {
    do { try FileSystem.remove(path) } catch { throw .output(error) }
  }
}

/// The account and machine that this process runs as.
package struct Workplace: Sendable, Hashable {
  /// The account.
  package let user: String
  /// The machine.
  package let host: String

  /// Makes one, for tests.
  package init(user: String, host: String) {
    self.user = user
    self.host = host
  }

  /// This process's.
  package static var own: Workplace {
    let user = getpwuid(getuid()).flatMap { $0.pointee.pw_name }.map { String(cString: $0) } ?? "\(getuid())"
    var name = [CChar](repeating: 0, count: 256)
    gethostname(&name, 255)
    return Workplace(user: user, host: String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
  }
}
