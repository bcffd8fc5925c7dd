package import Ledger
package import Quantities

/// A patient as a table lists one: everything at the organisations of the scope, added up.
package struct PatientRow: Sendable, Hashable {
  /// The pseudonym.
  package let pseudonym: String
  /// Index into the ledger's commissioners.
  package let commissioner: Int
  /// Index into the ledger's practices.
  package let practice: Int
  /// Attended outpatient attendances.
  package let outpatients: Int
  /// Admitted spells.
  package let spells: Int
  /// Emergency attendances.
  package let emergencies: Int
  /// Days of the spells that give a length of stay.
  package let bedDays: Int
  /// The spells that give one.
  package let spellsWithStay: Int
  /// The estimated cost of all of these.
  package let cost: Money
  /// The HRG of the costliest spell and its cost; nil where there is no spell. Ties by provider code, then HRG code.
  package let costliest: Spell?
  /// The providers, the one of the highest cost first, ties by code.
  package let providers: [Int]

  /// A spell.
  package struct Spell: Sendable, Hashable {
    /// Its HRG.
    package let hrg: String
    /// Index of its provider.
    package let provider: Int
    /// Its cost.
    package let cost: Money

    /// Makes one.
    package init(hrg: String, provider: Int, cost: Money) {
      self.hrg = hrg
      self.provider = provider
      self.cost = cost
    }
  }

  init(_ line: PatientLine, shares: [PatientShare]) {
    pseudonym = line.pseudonym
    commissioner = Int(line.commissioner)
    practice = Int(line.practice)
    outpatients = shares.reduce(0) { $0 + $1.outpatients }
    spells = shares.reduce(0) { $0 + $1.spells }
    emergencies = shares.reduce(0) { $0 + $1.emergencies }
    bedDays = shares.reduce(0) { $0 + $1.bedDays }
    spellsWithStay = shares.reduce(0) { $0 + $1.spellsWithStay }
    cost = shares.reduce(.zero) { $0 + $1.cost }
    var best: Spell?
    for share in shares {
      guard let hrg = share.costliestHRG, best.map({ share.costliestSpell > $0.cost }) ?? true else { continue }
      best = Spell(hrg: hrg, provider: Int(share.provider), cost: share.costliestSpell)
    }
    costliest = best
    providers = shares.sorted { $0.cost != $1.cost ? $0.cost > $1.cost : $0.provider < $1.provider }.map { Int($0.provider) }
  }
}

/// Patients of a scope who reach the programme's thresholds within it, and admissions through an emergency department.
package struct PatientTables: Sendable {
  /// Patients whose cost reaches the threshold, the costliest first, ties by commissioner and pseudonym.
  package let highCost: [PatientRow]
  /// Patients whose emergency attendances reach the threshold, most first, ties likewise.
  package let frequent: [PatientRow]
  /// Admissions through an emergency department by provider, in axis order; those without any are left out.
  package let throughEmergency: [EmergencyAdmissions]
  /// Attendances and spells of the scope's commissioners that bear no pseudonym. A provider's are not told apart: nought.
  package let withoutPseudonym: Int

  /// Admissions through an emergency department of one provider or commissioner.
  package struct EmergencyAdmissions: Sendable, Hashable {
    /// Index of the provider.
    package let provider: Int
    /// Index of the commissioner.
    package let commissioner: Int
    /// The spells and their estimated cost.
    package var spells: SUSRollUp.Amount
    /// Days of those that give a length of stay.
    package var bedDays: Int
    /// The spells that give one.
    package var spellsWithStay: Int
  }

  /// Looks a scope up.
  ///
  /// - Parameters:
  ///   - highCost: the cost from which a patient is listed: not below the ledger's own, which has kept no others.
  ///   - frequent: the emergency attendances from which a patient is listed, likewise.
  package init(_ ledger: ProgrammeLedger, scope: Scope, highCost: Money, frequent: Int) {
    let rows = ledger.patients.compactMap { line -> PatientRow? in
      if let commissioner = scope.commissioner, Int(line.commissioner) != commissioner { return nil }
      let shares = scope.provider.map { provider in line.shares.filter { Int($0.provider) == provider } } ?? line.shares
      return shares.isEmpty ? nil : PatientRow(line, shares: shares)
    }
    self.highCost = rows.filter { $0.cost >= highCost }.sorted { a, b in
      a.cost != b.cost ? a.cost > b.cost : (a.commissioner, a.pseudonym) < (b.commissioner, b.pseudonym)
    }
    self.frequent = rows.filter { $0.emergencies >= frequent }.sorted { a, b in
      a.emergencies != b.emergencies ? a.emergencies > b.emergencies : (a.commissioner, a.pseudonym) < (b.commissioner, b.pseudonym)
    }
    var admissions: [EmergencyAdmissions] = []
    for line in ledger.emergencyAdmissions {
      if let commissioner = scope.commissioner, Int(line.commissioner) != commissioner { continue }
      if let provider = scope.provider, Int(line.provider) != provider { continue }
      // Lines of a pair stand together: they differ in the treatment function alone.
      if let last = admissions.indices.last, admissions[last].provider == Int(line.provider), admissions[last].commissioner == Int(line.commissioner)
      {
        admissions[last].spells += line.spells
        admissions[last].bedDays += line.bedDays
        admissions[last].spellsWithStay += line.spellsWithStay
      } else {
        admissions.append(
          EmergencyAdmissions(
            provider: Int(line.provider), commissioner: Int(line.commissioner), spells: line.spells, bedDays: line.bedDays,
            spellsWithStay: line.spellsWithStay))
      }
    }
    throughEmergency = admissions
    withoutPseudonym =
      scope.provider != nil ? 0 : scope.commissioner.map { ledger.withoutPseudonym[$0].count } ?? ledger.withoutPseudonym.reduce(0) { $0 + $1.count }
  }
}
