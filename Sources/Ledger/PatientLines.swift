package import Quantities

/// What one patient had at one provider in the period's year, up to the period.
package struct PatientShare: Sendable, Hashable {
  /// Index into the ledger's providers.
  package var provider: UInt16
  /// Attended outpatient attendances.
  package var outpatients: Int
  /// Admitted spells.
  package var spells: Int
  /// Emergency department attendances.
  package var emergencies: Int
  /// Days of the spells that give a length of stay.
  package var bedDays: Int
  /// The spells that give one.
  package var spellsWithStay: Int
  /// The estimated cost of all of these.
  package var cost: Money
  /// The HRG of the costliest spell; nil when there is no spell. Of spells that cost the same, the code that is first.
  package var costliestHRG: String?
  /// The cost of that spell.
  package var costliestSpell: Money

  /// Makes a share with nothing in it.
  package init(provider: UInt16) {
    self.provider = provider
    outpatients = 0
    spells = 0
    emergencies = 0
    bedDays = 0
    spellsWithStay = 0
    cost = .zero
    costliestHRG = nil
    costliestSpell = .zero
  }
}

/// A patient whose cost or emergency attendances in the period's year reach the programme's thresholds: pseudonymised, and still about a person.
///
/// Nobody but the commissioner may be shown such a line. A patient of two commissioners in the year has a line for each, measured by itself.
package struct PatientLine: Sendable, Hashable {
  /// Index into the ledger's commissioners.
  package var commissioner: UInt16
  /// The pseudonym, as the extracts hold it.
  package var pseudonym: String
  /// Index into the ledger's practices: that of the patient's last row, by month, kind and line.
  package var practice: UInt32
  /// What the patient had, by provider in code order; none is empty.
  package var shares: [PatientShare]

  /// Makes a line.
  package init(commissioner: UInt16, pseudonym: String, practice: UInt32, shares: [PatientShare]) {
    self.commissioner = commissioner
    self.pseudonym = pseudonym
    self.practice = practice
    self.shares = shares
  }

  /// The cost at all providers.
  package var cost: Money { shares.reduce(.zero) { $0 + $1.cost } }
  /// The emergency attendances at all providers.
  package var emergencies: Int { shares.reduce(0) { $0 + $1.emergencies } }
}

/// Spells admitted through an emergency department (ADMISSION METHOD 21, the provider's own, or 2A, another's) of one commissioner, provider and
/// treatment function in the period's year, up to the period.
package struct EmergencyAdmissionLine: Sendable, Hashable {
  /// Index into the ledger's commissioners.
  package var commissioner: UInt16
  /// Index into the ledger's providers.
  package var provider: UInt16
  /// Index into the ledger's treatment functions.
  package var treatmentFunction: UInt16
  /// The spells and their estimated cost.
  package var spells: SUSRollUp.Amount
  /// Days of those that give a length of stay.
  package var bedDays: Int
  /// The spells that give one.
  package var spellsWithStay: Int

  /// Makes a line with nothing in it.
  package init(commissioner: UInt16, provider: UInt16, treatmentFunction: UInt16) {
    self.commissioner = commissioner
    self.provider = provider
    self.treatmentFunction = treatmentFunction
    spells = .zero
    bedDays = 0
    spellsWithStay = 0
  }
}
