import Findings
import Quantities

/// The return has as many first attendances as SUS.
let firstsAgainstSUS = CrossFileCheck(
  CheckDefinition(
    "XREF-004", .crossFile, .note, "the return has as many first attendances as SUS",
    reason: "A follow-up charged as a first attendance costs about twice as much",
    message: "more first attendances in the return than in SUS",
    hint: "ask the provider which follow-ups were charged as firsts",
    limit: CheckLimit(10, .percent, "the difference as a share of the larger; under ten it is passed over")
  ), where: { $0.year.map { $0.returns.procedures.activity == 0 } ?? false && $0.hasOutpatients }
) { pair, limit in
  guard let year = pair.year, year.returns.firstAttendances.activity > year.attendances.firstAttendances.activity else { return nil }
  return compareCounts(year.returns.firstAttendances, year.attendances.firstAttendances, limit, "first attendances")
}
