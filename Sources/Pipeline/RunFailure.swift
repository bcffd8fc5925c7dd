package import Findings
package import Ledger
package import Proof
package import Quantities
package import Releases
package import Storage

/// Why a run ended without its product, as facts: `OutturnCommand` words them and gives the exit status.
package enum RunFailure: Error, Sendable {
  /// No `programme.yaml` where it was looked for.
  case noProgramme(ProgrammeSearch)
  /// The configuration cannot be used.
  case configuration([Finding])
  /// The period has no submission; these have.
  case noPeriod(asked: Period?, available: [Period])
  /// The ledger could not be filled.
  case ledger(LedgerFault, Period)
  /// No organisation of the programme has the code.
  case unknownCode(String, nearest: String?)
  /// No figure of the period has the id.
  case unknownFigure(String, reason: String, nearest: [String])
  /// The parts of packs that an assembly needs are missing or from another run.
  case parts([String])
  /// The output could not be made.
  case output(OutputError)
  /// A template or theme cannot be used.
  case templates([Finding])
  /// A pack could not be drawn.
  case rendering(pack: String, reason: String)
  /// The proof does not hold.
  case proof(ProofResult)
  /// Nothing was signed, released or rebuilt.
  case release(ReleaseFailure)
  /// The archive could not be used.
  case archive(ArchiveError)
  /// Two releases or cuts cannot be compared.
  case comparison(ComparisonFailure)
  /// Nothing was sent, or the ledger could not be read or written.
  case sending(SendFailure)
  /// The run was interrupted.
  case interrupted
}

/// Where a programme was looked for and not found.
package enum ProgrammeSearch: Sendable, Hashable {
  /// In the working folder and every folder above it: no programme was named.
  case hereAndAbove
  /// In the folder that was named, and nowhere else.
  case folder(String)
  /// The folder that was named is not there.
  case missingFolder(String)

  /// What is wrong with a folder that was named.
  package init(named folder: String) { self = FileSystem.isFolder(folder) ? .folder(folder) : .missingFolder(folder) }
}
