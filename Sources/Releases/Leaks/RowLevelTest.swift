package import Programme
package import Storage

/// What a file that is to be sent shows: whether rows of GP practices or of pseudonymised patients, and whether anything that its reader may not see. Found, as
/// leaks are, in the text of the finished file, so that it holds whatever section, table or picture they come from.
package struct RowLevelTest: Sendable {
  private let terms: ForbiddenTerms
  private let policy: LeakPolicy
  /// Nothing but patients, then nothing but practices: a file names no more than some two hundred places, and the first may all be of the lesser kind.
  private let levels: [(level: Clearance, verdicts: [LeakVerdict])]

  /// What a file shows.
  package struct Finding: Sendable, Hashable {
    /// The finest rows.
    package var level: Clearance
    /// Where one of them stands, in words; nil where there is none.
    package var place: String?

    /// Makes one.
    package init(level: Clearance, place: String?) {
      self.level = level
      self.place = place
    }
  }

  /// Makes a test that knows the practices of the lists, the patients and organisations of the extracts, and who may see what.
  ///
  /// - Parameter programme: the programme's folder, whose extracts name the patients.
  /// - Throws: `OutputError` for an extract that cannot be read.
  package init(_ definition: ProgrammeDefinition, programme: String, jobs: Int) throws(OutputError) {
    self.init(try ForbiddenTerms(definition, folder: programme, jobs: jobs), policy: LeakPolicy(definition.configuration.leaks))
  }

  init(_ terms: ForbiddenTerms, policy: LeakPolicy = LeakPolicy(.standard)) {
    var sealed = terms
    sealed.seal()
    self.terms = sealed
    self.policy = policy
    func verdicts(_ kind: GuardedKind) -> [LeakVerdict] {
      sealed.groups.map { group in
        // A name that a practice shares with an organisation of another kind is not a row of the practice.
        let isRow = group.contains { $0.kind == kind } && group.allSatisfy { $0.kind == .practices || $0.kind == .patients }
        return isRow ? .never("it is a row of its own") : .allowed
      }
    }
    levels = [(.patient, verdicts(.patients)), (.practice, verdicts(.practices))]
  }

  /// What a file shows. One that cannot be read counts as showing patients, since nothing can be said of it.
  package func look(_ bytes: [UInt8], name: String) -> Finding {
    for (level, verdicts) in levels {
      let found = leaks(bytes, file: name, verdicts)
      if let unread = found.first(where: { $0.cause == .unreadable }) { return Finding(level: .patient, place: unread.place) }
      if let first = found.first { return Finding(level: level, place: first.place) }
    }
    return Finding(level: .none, place: nil)
  }

  /// What a file holds that the readers of a pack may not see, by the table that the whole month was tested by.
  ///
  /// - Parameter path: where the file would stand in the month's folder if it is the reader's: `practices/10H/10H-practices_2015-16_M11.pdf`.
  package func leaks(_ bytes: [UInt8], at path: String) -> [Leak] {
    let reader = LeakReader(path: path)
    return leaks(bytes, file: path, terms.groups.map { policy.verdict(reader, $0) })
  }

  private func leaks(_ bytes: [UInt8], file: String, _ verdicts: [LeakVerdict]) -> [Leak] {
    var scan = FileScan(terms: terms, verdicts: verdicts, file: file)
    scan.open(bytes, name: file)
    return scan.leaks
  }
}
