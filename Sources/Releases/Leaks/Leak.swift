package import Programme

/// Who or what a term in a built file stands for.
package struct LeakSubject: Sendable, Hashable {
  /// The kind.
  package var kind: GuardedKind
  /// The code: of a site, its trust's. Empty for patients, whom a report of a leak must not name again.
  package var code: String
  /// The name; the code where there is none.
  package var name: String
  /// A practice's commissioner.
  package var commissioner: String?

  /// Makes a subject.
  package init(kind: GuardedKind, code: String, name: String, commissioner: String? = nil) {
    self.kind = kind
    self.code = code
    self.name = name
    self.commissioner = commissioner
  }

  /// `the provider R1H, Barts Health NHS Trust`.
  package var words: String {
    let noun =
      switch kind {
      case .commissioners: "the commissioner"
      case .providers: "the provider"
      case .practices: "the practice"
      case .outside: "the organisation"
      case .patients: "a patient"
      }
    if kind == .patients { return noun }
    return name == code ? "\(noun) \(code)" : "\(noun) \(code), \(name)"
  }
}

/// Something in a built file that its reader may not see, or a file that could not be searched.
package struct Leak: Sendable, Hashable {
  /// What is wrong.
  package enum Cause: Sendable, Hashable {
    /// A term stands there; for a patient the id as printed.
    case shows(term: String, LeakSubject)
    /// This part of the file cannot be read, so that nothing can be said of it.
    case unreadable
  }

  /// The file, relative to the folder that was searched.
  package var file: String
  /// Where in it: `page 3`, `sheet “Notes”, cell B3`, `chunk tEXt, “Comment”`, `line 12`.
  package var place: String
  /// What is wrong.
  package var cause: Cause
  /// Why it is not allowed, or why it could not be read.
  package var reason: String

  /// Makes a leak.
  package init(file: String, place: String, cause: Cause, reason: String) {
    self.file = file
    self.place = place
    self.cause = cause
    self.reason = reason
  }

  /// `providers/R1H/figures.json, line 5: “R1K” is the provider R1K, …: a provider’s pack shows no other provider`.
  package var words: String {
    switch cause {
    case .shows(let term, let subject): "\(file), \(place): “\(term)” is \(subject.words): \(reason)"
    case .unreadable: "\(file), \(place): \(reason)"
    }
  }
}
