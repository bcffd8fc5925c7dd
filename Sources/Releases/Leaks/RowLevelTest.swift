package import Programme
package import Storage

/// Whether a file shows rows of GP practices or of pseudonymised patients: found, as leaks are, in the text of the finished file, so that it holds whatever
/// section, table or picture they come from.
package struct RowLevelTest: Sendable {
  private let terms: ForbiddenTerms
  private let verdicts: [LeakVerdict]

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

  /// Makes a test that knows the practices of the lists and the patients of the extracts.
  ///
  /// - Parameter programme: the programme's folder, whose extracts name the patients.
  /// - Throws: `OutputError` for an extract that cannot be read.
  package init(_ definition: ProgrammeDefinition, programme: String, jobs: Int) throws(OutputError) {
    self.init(try ForbiddenTerms(definition, folder: programme, jobs: jobs))
  }

  init(_ terms: ForbiddenTerms) {
    var sealed = terms
    sealed.seal()
    self.terms = sealed
    verdicts = sealed.groups.map { group in
      group.allSatisfy { $0.kind == .practices || $0.kind == .patients } ? .never("it is a row of its own") : .allowed
    }
  }

  /// What a file shows. One that cannot be read counts as showing patients, since nothing can be said of it.
  package func look(_ bytes: [UInt8], name: String) -> Finding {
    var scan = FileScan(terms: terms, verdicts: verdicts, file: name)
    scan.open(bytes, name: name)
    var finding = Finding(level: .none, place: nil)
    for leak in scan.leaks {
      let level: Clearance
      switch leak.cause {
      case .shows(_, let subject): level = subject.kind == .patients ? .patient : .practice
      case .unreadable: level = .patient
      }
      if level > finding.level { finding = Finding(level: level, place: leak.place) }
    }
    return finding
  }
}
