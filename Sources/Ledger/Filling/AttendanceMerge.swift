import Extracts
import Quantities

extension ProgrammeLedger {
  /// Puts together what the files say of cells, referrers and patients. The order of the files does not show in the outcome.
  mutating func fillAttendances(
    _ parts: [AttendanceDetail], files: [AttendanceFile], axes: CodeAxes, request: LedgerRequest
  ) throws(DamagedSegment) -> Bool {
    practices = axes.practices
    referrers = axes.referrers
    var overflowed = parts.contains { $0.overflowed }
    // Each file's are in order: the sort has runs to merge and no more.
    var cells = parts.flatMap(\.cells)
    cells.sort()
    attendanceCells = folded(cells, overflowed: &overflowed).map(\.cell)
    attendanceStart = [0]
    attendanceStart.reserveCapacity(commissioners.codes.count + 1)
    var next = 0
    for commissioner in commissioners.codes.indices {
      while next < attendanceCells.count, Int(attendanceCells[next].commissioner) == commissioner { next += 1 }
      attendanceStart.append(next)
    }
    var referrals = parts.flatMap(\.referrers)
    referrals.sort()
    for sum in referrals {
      let line = sum.line
      if let last = referrerLines.indices.last, referrerLines[last].isOfSame(line) {
        referrerLines[last].add(line)
      } else {
        referrerLines.append(line)
      }
    }
    var admissions: [FollowUpKey: EmergencyAdmissionLine] = [:]
    for part in parts {
      for (key, line) in part.admissions {
        if admissions[key]?.add(line) == nil { admissions[key] = line }
      }
    }
    emergencyAdmissions = admissions.sorted { $0.key < $1.key }.map(\.value)
    withoutPseudonym = Array(repeating: .zero, count: commissioners.codes.count)
    for part in parts {
      for (commissioner, amount) in part.unidentified { withoutPseudonym[Int(commissioner)] += amount }
    }
    var sums = parts.flatMap(\.patients)
    sums.sort()
    sums = folded(sums, overflowed: &overflowed)
    patients = try patientLines(sums, files: files, request: request)
    return !overflowed
  }

  /// The patients whose shares, added up, reach a threshold.
  private func patientLines(_ sums: [PatientSum], files: [AttendanceFile], request: LedgerRequest) throws(DamagedSegment) -> [PatientLine] {
    var lines: [PatientLine] = []
    var start = 0
    while start < sums.count {
      var end = start
      var cost = Money.zero
      var emergencies = 0
      var last = sums[start]
      while end < sums.count, sums[end].patient == sums[start].patient, sums[end].commissioner == sums[start].commissioner {
        cost += sums[end].share.cost
        emergencies += sums[end].share.emergencies
        if sums[end].isLater(than: last) { last = sums[end] }
        end += 1
      }
      if cost >= request.highCostPatient || emergencies >= request.frequentAttendances {
        lines.append(
          PatientLine(
            commissioner: last.commissioner, pseudonym: try files[last.file].segment.pseudonym(last.patient), practice: last.practice,
            shares: sums[start..<end].map(\.share)))
      }
      start = end
    }
    return lines.sorted { ($0.commissioner, $0.pseudonym) < ($1.commissioner, $1.pseudonym) }
  }
}

extension ReferrerLine {
  fileprivate func isOfSame(_ other: ReferrerLine) -> Bool {
    commissioner == other.commissioner && practice == other.practice && provider == other.provider && referrer == other.referrer
  }

  fileprivate mutating func add(_ other: ReferrerLine) {
    first += other.first
    attended += other.attended
    firstInLatestMonth += other.firstInLatestMonth
    attendedInLatestMonth += other.attendedInLatestMonth
  }
}

extension EmergencyAdmissionLine {
  fileprivate mutating func add(_ other: EmergencyAdmissionLine) {
    spells += other.spells
    bedDays += other.bedDays
    spellsWithStay += other.spellsWithStay
  }
}

extension AttendanceSegment {
  /// The text of a patient's number, as the file holds it.
  fileprivate func pseudonym(_ patient: UInt64) throws(DamagedSegment) -> String {
    guard patient >> 63 == 1 else { return String(patient) }
    guard let place = fingerprints.firstIndex(of: patient) else { throw DamagedSegment() }
    return try pseudonyms.texts()[place]
  }
}
