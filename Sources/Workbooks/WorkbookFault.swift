/// Why a workbook, or a part of it, cannot be read.
package struct WorkbookFault: Error, Sendable, Hashable {
  /// The kinds that ask for different things of whoever sent the file.
  package enum Kind: Sendable, Hashable {
    /// It needs a password.
    case encrypted
    /// It is of the format before 2007.
    case oldFormat
    /// It is no zip file, or a damaged one.
    case notAnArchive
    /// A part that a workbook must have is not there.
    case missingPart
    /// The XML of a part is not well formed.
    case badXML
    /// It holds what no return needs and what can do harm: a document type with entities, a sheet in another file.
    case refused
    /// It unpacks to more than is reasonable for its size.
    case tooLarge
    /// There is no such sheet.
    case noSheet
    /// The system could not open or read it.
    case unreadable
  }
  /// The kind.
  package var kind: Kind
  /// What is wrong, in words for the analyst, without full stop.
  package var reason: String

  /// Makes a fault.
  package init(_ kind: Kind, _ reason: String) {
    self.kind = kind
    self.reason = reason
  }

  /// What to do about it.
  package var hint: String {
    switch kind {
    case .encrypted: "ask for it without a password, or save it again without one"
    case .oldFormat: "open it and save it as .xlsx"
    case .notAnArchive, .missingPart, .badXML: "open it and save it again as .xlsx, or ask for it again"
    case .refused: "ask for a workbook that holds its data itself"
    case .tooLarge: "ask for it again; a file like this can be made to bring a program down"
    case .noSheet: "correct the sheet in the profile"
    case .unreadable: "put the file in its place, with leave to read it"
    }
  }
}
