import Findings
import Programme
import Quantities
import Report
import TestSupport

@testable import Packs

private func date(_ iso: String) -> CalendarDate { CalendarDate(iso: iso) ?? CalendarDate(dayNumber: 0) }

/// Registers for three commissioners and four trusts, 2015-16 to February; one line of each is of an organisation outside the programme.
func sampleRegisters() -> Registers {
  let year = FinancialYear(start: 2015)
  var registers = Registers()
  let commissioners = ["10H", "10X", "11C", "99Z"]
  let providers = ["R1H", "RAN", "RQM", "RYJ", "RXX"]
  for index in 0..<60 {
    let status = ChallengeStatus.allCases[index % 5]
    registers.challenges.append(
      Challenge(
        id: "CH\(index)", raised: date("2015-0\(index % 9 + 1)-1\(index % 10)"), provider: providers[index == 7 ? 4 : index % 4],
        commissioner: commissioners[index == 8 ? 3 : index % 3], category: ["Duplicate", "PLCV", "Local price, “A & B”"][index * 7 % 3],
        value: Money(parts: Int128(10_000 + 731 * index) * 1_000_000), status: status,
        recovered: status == .agreed ? Money(parts: Int128(5000 + 300 * index) * 1_000_000) : .zero))
    registers.nca.append(
      NonContractedActivity(
        id: "N\(index)", period: Period(year: year, month: index % 12 + 1), providerName: "Provider \(index % 16)",
        commissioner: commissioners[index == 9 ? 3 : index % 3], pod: ["NEL", "AE", ""][index % 3], value: pounds(50 + 37 * index),
        status: NCAStatus.allCases[index * 5 % 3]))
    let request = TreatmentRequest(
      id: "I\(index)", period: Period(year: year, month: index % 11 + 1), provider: providers[index % 4], commissioner: commissioners[index % 3],
      treatment: "Treatment \(index % 15)", value: pounds(400 + index), decision: RequestDecision.allCases[index % 3])
    registers.ifr.append(request)
    registers.priorApprovals.append(request)
  }
  for commissioner in commissioners.prefix(3) { registers.ncaBudgets.append(NCABudget(commissioner: commissioner, year: year, value: pounds(9000))) }
  for index in 0..<12 {
    registers.schemes.append(
      Scheme(
        id: "Q\(index)", theme: ["Medicines", "Planned care", "Urgent care"][index % 3], name: "A scheme, “number \(index)” & more",
        commissioner: commissioners[index / 3 % 3], provider: index % 4 == 0 ? nil : providers[index % 4], owner: "A. Okafor",
        target: pounds(1000 + 113 * index), deliveredYTD: pounds(700 + 90 * index), forecast: pounds(900 + 100 * index),
        rag: SchemeRAG.allCases[index % 4], period: Period(year: year, month: index == 5 ? 9 : 11)))
  }
  return registers
}

extension PackInput {
  /// The input with registers, tiles of the first two commissioners, and written updates of two trusts.
  mutating func addSampleRegisters() {
    let own = sampleRegisters()
    registers.challenges = own.challenges
    registers.nca = own.nca
    registers.ncaBudgets = own.ncaBudgets
    registers.ifr = own.ifr
    registers.priorApprovals = own.priorApprovals
    registers.schemes = own.schemes
    geography = .tiles([
      CommissionerTile(commissioner: "10H", column: 1, row: 1), CommissionerTile(commissioner: "10X", column: 2, row: 1),
    ])
    for provider in ["R1H", "RYJ"] {
      updates[provider] = PackCommentary(blocks: [.heading(provider), .paragraph("News.")], source: "\(provider)-updates.md")
    }
    nonContractedRemarks["10H"] = PackCommentary(blocks: [.paragraph("Remarks of one.")], source: "10H-nca-ifr.md")
  }
}
