import Ledger
import Programme
import Quantities
import TestSupport

/// Practices of the sample commissioners: two of Chiltern, one of Southampton.
let samplePractices = [
  Practice(code: "K1", name: "Chapel Surgery", commissioner: "10H", locality: "Amersham", weightedPopulation: 10_000),
  Practice(code: "K2", name: "Mill Lane Practice", commissioner: "10H", locality: "Wycombe", weightedPopulation: 5_000),
  Practice(code: "X1", name: "Brook House Surgery", commissioner: "10X", locality: "Central", weightedPopulation: 8_000),
]

/// Gives a ledger attendances by practice that agree with its roll-up: every first attendance is a referral of practice K1 or, in even months, K2; with
/// referrers of the period's year and two patients.
func addAttendances(to ledger: inout ProgrammeLedger) {
  ledger.practices = ["", "K1", "K2", "X1"]
  ledger.referrers = ["", "K1", "K2", "RHM", "X1"]
  ledger.attendanceCells = []
  ledger.attendanceStart = [0]
  let sus = ledger.sus
  for c in ledger.commissioners.codes.indices {
    for practice in ledger.practices.indices {
      for p in ledger.providers.codes.indices {
        for month in 0..<sus.monthCount where practice == (month % 2 == 0 ? 2 : 1) {
          let amount = sus.amounts[sus.place(.referrals, commissioner: c, provider: p, month: month)]
          if amount.count == 0 { continue }
          ledger.attendanceCells.append(
            AttendanceCell(
              commissioner: UInt16(c), practice: UInt32(practice), provider: UInt16(p),
              treatmentFunction: UInt16(p % ledger.treatmentFunctions.count),
              source: .gp, kind: .firstAttendance, isReferral: true, month: UInt16(month), count: Int32(amount.count), cost: Int64(amount.cost.parts))
          )
        }
      }
    }
    ledger.attendanceStart.append(ledger.attendanceCells.count)
  }
  let ten = SUSRollUp.Amount(count: 10, cost: pounds(1000))
  // In the month they add up to what the roll-up has of the first commissioner: 15 firsts of £536, and as many follow-ups.
  for (referrer, times, month, cost) in [(0, 1, 2, 100), (1, 3, 8, 200), (3, 2, 4, 136), (4, 1, 1, 100)] {
    var line = ReferrerLine(commissioner: 0, practice: 1, provider: 1, referrer: UInt32(referrer))
    for _ in 0..<times {
      line.first += ten
      line.attended += ten + ten
    }
    line.firstInLatestMonth = SUSRollUp.Amount(count: month, cost: pounds(cost))
    line.attendedInLatestMonth = line.firstInLatestMonth + line.firstInLatestMonth
    ledger.referrerLines.append(line)
  }
  var barts = PatientShare(provider: 0)
  (barts.spells, barts.bedDays, barts.spellsWithStay, barts.cost) = (4, 31, 4, pounds(26_000))
  (barts.costliestHRG, barts.costliestSpell) = ("AA01Z", pounds(12_000))
  var chelsea = PatientShare(provider: 2)
  (chelsea.outpatients, chelsea.cost) = (3, pounds(400))
  var frequent = PatientShare(provider: 2)
  (frequent.emergencies, frequent.cost) = (12, pounds(1500))
  ledger.patients = [
    PatientLine(commissioner: 0, pseudonym: "1000900001", practice: 1, shares: [barts, chelsea]),
    PatientLine(commissioner: 0, pseudonym: "1000900004", practice: 3, shares: [frequent]),
  ]
  var line = EmergencyAdmissionLine(commissioner: 0, provider: 0, treatmentFunction: 1)
  (line.spells, line.bedDays, line.spellsWithStay) = (SUSRollUp.Amount(count: 6, cost: pounds(9000)), 22, 6)
  ledger.emergencyAdmissions = [line]
}
