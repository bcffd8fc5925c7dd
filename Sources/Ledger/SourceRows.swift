import Checks
import Extracts
package import Findings
package import Quantities

/// Which rows of the extracts are asked for; nil stands for any.
package struct RowFilter: Sendable, Hashable {
  /// What is wanted of each row.
  package enum Measure: Sendable, Hashable {
    case planCost, actualCost, planActivity, actualActivity
    /// Planned − actual price.
    case variance
    /// Planned − actual activity.
    case activityVariance
    /// One for each row of an attendance file that counts towards a measure.
    case count(SUSMeasure)
    /// The estimated cost of each such row.
    case cost(SUSMeasure)
    /// The length of stay of each spell that gives one.
    case bedDays
  }
  package var measure: Measure
  /// The months that the rows speak of, both ends included.
  package var months: ClosedRange<MonthIndex>
  package var commissioner: String?
  package var provider: String?
  package var providerPOD: String?
  package var derivedPOD: String?
  package var nationalPOD: String?
  package var podGroup: String?
  package var treatmentFunction: String?
  package var hrg: String?
  /// Of attendance files: practice codes, one of which the row must have.
  package var practices: Set<String>?
  /// Of attendance files: codes of referring organisations, one of which the row must have.
  package var referrers: Set<String>?
  /// Of outpatient files: the class of the source of referral.
  package var source: ReferralSource?
  /// Of attendance files: the pseudonym.
  package var patient: String?
  /// Of inpatient files: only spells admitted through an emergency department.
  package var isThroughEmergency = false

  /// Makes a filter that lets every row of the months through.
  package init(_ measure: Measure, months: ClosedRange<MonthIndex>) {
    self.measure = measure
    self.months = months
  }
}

/// One row that contributes to a figure.
package struct SourceRow: Sendable, Hashable {
  /// Where it stands: the file, relative to the programme folder, and the line, as an editor counts it; of a workbook the sheet too, and the column where
  /// a single one says the amount.
  package var origin: Origin
  /// What it adds, with its sign: a count of 10⁻⁸ pounds or units of activity.
  package var parts: Int128
}

/// The rows of the extracts that count and pass a filter, re-read from the files themselves, in the order of file and line. Their parts sum to
/// the figure exactly.
package func sourceRows(_ filter: RowFilter, _ request: LedgerRequest) throws(LedgerFault) -> [SourceRow] {
  let extracts: ResolvedExtracts
  do throws(DamagedSegment) {
    extracts = try ResolvedExtracts(request, cache: request.usesCache ? SegmentCache(programme: request.programme) : nil)
  } catch {
    do throws(DamagedSegment) { extracts = try ResolvedExtracts(request, cache: nil) } catch { throw LedgerFault.nothingToRead([]) }
  }
  switch filter.measure {
  case .count(let measure), .cost(let measure): return attendanceRows(filter, measure, extracts, request)
  case .bedDays: return attendanceRows(filter, .admissions, extracts, request)
  default: return contractRows(filter, extracts, request)
  }
}

private func contractRows(_ filter: RowFilter, _ extracts: ResolvedExtracts, _ request: LedgerRequest) -> [SourceRow] {
  var found: [SourceRow] = []
  for (entry, standings) in zip(extracts.returns, extracts.resolution.standings) {
    let segment = entry.segment
    // The slices of the file that count and are asked for.
    var wanted: Set<Slice> = []
    for (statement, standing) in zip(segment.statements, standings) where standing == .counts && filter.months.contains(statement.month) {
      let slice = Slice(
        provider: segment.providers[statement.provider], commissioner: segment.commissioners[statement.commissioner], month: statement.month.value)
      if filter.provider.map({ $0 == slice.provider }) ?? true, filter.commissioner.map({ $0 == slice.commissioner }) ?? true { wanted.insert(slice) }
    }
    guard !wanted.isEmpty else { continue }
    let path = request.programme + "/" + entry.file.path
    let reading = FileLayout(entry.file, request.profiles, path: path).read(entry.file, path: path, ScanOptions(digest: false, control: false))
    let leftOut = request.countsRepeatedRowsOnce ? Set(reading.repeated.map(\.row)) : []
    var pods: [PODOfProvider: Bool] = [:]
    for (index, row) in reading.rows.all.enumerated() where !leftOut.contains(index) {
      let provider = reading.providers[Int(row.provider)]
      let slice = Slice(provider: provider, commissioner: reading.commissioners[Int(row.commissioner)], month: Int(row.month))
      guard wanted.contains(slice), filter.treatmentFunction.map({ $0 == reading.treatmentFunctions[Int(row.treatmentFunction)] }) ?? true,
        filter.hrg.map({ $0 == reading.tariffs[Int(row.tariff)] }) ?? true
      else { continue }
      let key = PODOfProvider(provider: row.provider, pod: row.pod)
      let passes: Bool
      if let known = pods[key] {
        passes = known
      } else {
        passes = filter.lets(request.pod(provider, reading.pods[Int(row.pod)]).pod)
        pods[key] = passes
      }
      guard passes else { continue }
      let sheet = reading.sheets[row: index]
      let column = sheet.flatMap { sheet in filter.field.flatMap { sheet.fieldPlaces.column(ofField: $0, MonthIndex(value: Int(row.month))) } }
      found.append(
        SourceRow(
          origin: Origin(file: entry.file.path, sheet: sheet?.name, line: Int(row.line), column: column), parts: filter.amount(row)))
    }
  }
  return found
}

private struct Slice: Hashable {
  var provider: String
  var commissioner: String
  var month: Int
}

private struct PODOfProvider: Hashable {
  var provider: UInt32
  var pod: UInt32
}

extension RowFilter {
  fileprivate func lets(_ pod: PointOfDelivery) -> Bool {
    (providerPOD.map { $0 == pod.providerPOD } ?? true) && (derivedPOD.map { $0 == pod.derivedPOD } ?? true)
      && (nationalPOD.map { $0 == pod.nationalPOD } ?? true) && (podGroup.map { $0 == pod.group } ?? true)
  }

  /// The place within the layout of the one column that says what is wanted; nil where several do, or none.
  fileprivate var field: Int? {
    switch measure {
    case .planCost: contractColumnPlace(CheckColumn.planPrice.rawValue)
    case .actualCost: contractColumnPlace(CheckColumn.actualPrice.rawValue)
    case .planActivity: contractColumnPlace(CheckColumn.planActivity.rawValue)
    case .actualActivity: contractColumnPlace(CheckColumn.actualActivity.rawValue)
    case .variance, .activityVariance, .count, .cost, .bedDays: nil
    }
  }

  /// The same of attendance files; nil where a row counts as one.
  fileprivate var fieldOfAttendance: Int? {
    switch measure {
    case .cost: attendanceColumnPlace(CheckColumn.attendanceCost.rawValue)
    case .bedDays: attendanceColumnPlace(CheckColumn.lengthOfStay.rawValue)
    case .planCost, .actualCost, .planActivity, .actualActivity, .variance, .activityVariance, .count: nil
    }
  }

  fileprivate func amount(_ row: ContractRow) -> Int128 {
    switch measure {
    case .planCost: Int128(row.planPrice)
    case .actualCost: Int128(row.actualPrice)
    case .planActivity: Int128(row.planActivity)
    case .actualActivity: Int128(row.actualActivity)
    case .variance: Int128(row.planPrice) - Int128(row.actualPrice)
    case .activityVariance: Int128(row.planActivity) - Int128(row.actualActivity)
    case .count, .cost, .bedDays: 0
    }
  }
}

private func attendanceRows(_ filter: RowFilter, _ measure: SUSMeasure, _ extracts: ResolvedExtracts, _ request: LedgerRequest) -> [SourceRow] {
  let kind: ExtractKind =
    switch measure {
    case .firstAttendances, .followUpAttendances, .referrals: .outpatients
    case .admissions: .inpatients
    case .emergencyAttendances: .emergency
    }
  let chosen = sourceOfMonths(extracts.attendances, kind: kind)
  let patient = filter.patient.map { patientNumber($0) }
  var found: [SourceRow] = []
  for (place, entry) in extracts.attendances.enumerated() where entry.file.kind == kind {
    let path = request.programme + "/" + entry.file.path
    let reading = FileLayout(entry.file, request.profiles, path: path).readRows(entry.file, path: path, ScanOptions(digest: false, control: false))
    for (index, row) in reading.rows.enumerated() {
      let month = MonthIndex(value: Int(row.month))
      guard chosen[month] == place, filter.months.contains(month), month <= request.period.index,
        filter.commissioner.map({ $0 == reading.commissioners[Int(row.commissioner)] }) ?? true,
        filter.provider.map({ $0 == reading.providers[Int(row.provider)] }) ?? true,
        filter.treatmentFunction.map({ $0 == reading.treatmentFunctions[Int(row.treatmentFunction)] }) ?? true,
        filter.hrg.map({ $0 == reading.hrgs[Int(row.hrg)] }) ?? true,
        counts(row, kind, hrg: reading.hrgs[Int(row.hrg)], towards: measure, request),
        filter.practices.map({ $0.contains(reading.practices[Int(row.practice)]) }) ?? true,
        filter.referrers.map({ $0.contains(reading.referrers[Int(row.referrer)]) }) ?? true,
        filter.source.map({ $0 == ReferralSource(code: row.source) }) ?? true, patient.map({ $0 == row.patient }) ?? true,
        !filter.isThroughEmergency || row.isThroughEmergency
      else { continue }
      let parts: Int128
      switch filter.measure {
      case .cost: parts = Int128(row.cost)
      case .bedDays:
        if row.lengthOfStay == AttendanceRow.noStay { continue }
        parts = Int128(row.lengthOfStay) * exactScale
      default: parts = exactScale
      }
      let sheet = reading.sheets[row: index]
      let column = sheet.flatMap { sheet in filter.fieldOfAttendance.flatMap { sheet.fieldPlaces.column(ofField: $0, month) } }
      found.append(SourceRow(origin: Origin(file: entry.file.path, sheet: sheet?.name, line: Int(row.line), column: column), parts: parts))
    }
  }
  return found
}
