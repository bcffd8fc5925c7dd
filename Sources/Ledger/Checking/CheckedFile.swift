import Checks
import Extracts
import Findings
import Quantities

/// One file's rows and codes as the checks see them.
struct CheckedFile {
  /// A place of treatment.
  struct Place {
    var site: String
    /// Whether the site is another provider's.
    var isElsewhere: Bool
    /// The index of the commissioner that the return itself names as responsible; −1 where none of the programme's.
    var responsible: Int32
  }
  /// Where the codes of the rows stand.
  struct Columns {
    var commissioner: SegmentCodes
    var month: SegmentCodes
    var pod: SegmentCodes
    var treatmentFunction: SegmentCodes
    var tariff: SegmentCodes
    var practice: SegmentCodes
    var place: SegmentCodes
    var service: SegmentCodes
    var indicator: SegmentCodes
  }
  /// Its place among the provider's files.
  let index: Int
  let file: FillFile
  let translation: CodeTranslation
  /// The columns of the layout that it has, or that its profile says.
  let present: Set<CheckColumn>
  let columns: Columns
  /// By point of delivery, practice, place, service and indicator of the file.
  let pods: [ProviderCodes.POD]
  let practiceCodes: [String]
  let practiceNumbers: [UInt32]
  let places: [Place]
  let services: [String]
  let isSpecialised: [Bool]
  let indicators: [TariffIndicator]

  init(
    _ file: FillFile, index: Int, provider: Int, _ translation: CodeTranslation,
    codes: inout ProviderCodes
  ) throws(DamagedSegment) {
    let segment = file.segment
    self.index = index
    self.file = file
    self.translation = translation
    func place(_ column: CheckColumn) -> FieldPlace {
      contractColumnPlace(column.rawValue).flatMap { $0 < segment.fieldPlaces.count ? segment.fieldPlaces[$0] : nil } ?? .absent
    }
    var present = Set(CheckColumn.allCases.filter { place($0).isGiven })
    // One column for both is of rows that are plan or actual.
    let (plan, actual) = (place(.planPrice), place(.actualPrice))
    if plan.isGiven, actual.isGiven, plan != actual { present.insert(.planBesideActual) }
    self.present = present
    columns = Columns(
      commissioner: try segment.codesInPlace(.commissioner, below: segment.commissioners.count),
      month: try segment.codesInPlace(.month, below: segment.months.count),
      pod: try segment.codesInPlace(.pod, below: segment.podCount),
      treatmentFunction: try segment.codesInPlace(
        .treatmentFunction, below: segment.treatmentFunctions.count),
      tariff: try segment.codesInPlace(.tariff, below: segment.tariffs.count),
      practice: try segment.codesInPlace(.practice, below: segment.practices.count),
      place: try segment.codesInPlace(.place, below: segment.places.count / 3),
      service: try segment.codesInPlace(.service, below: segment.services.count / 3),
      indicator: try segment.codesInPlace(.indicator, below: segment.indicators.count))
    var pods: [ProviderCodes.POD] = []
    for (code, onAxis) in zip(translation.podCodes, translation.pods[provider]) {
      pods.append(codes.pod(code, onAxis))
    }
    self.pods = pods
    practiceCodes = try segment.practices.texts()
    var numbers: [UInt32] = []
    numbers.reserveCapacity(practiceCodes.count)
    for code in practiceCodes { numbers.append(codes.practice(code)) }
    practiceNumbers = numbers
    let placeTexts = try segment.places.texts()
    var places: [Place] = []
    for place in 0..<placeTexts.count / 3 {
      let site = placeTexts[3 * place]
      places.append(
        Place(
          site: site, isElsewhere: codes.isElsewhere(site: site),
          responsible: codes.ownCommissioner(placeTexts[3 * place + 1])))
    }
    self.places = places
    let serviceTexts = try segment.services.texts()
    services = (0..<serviceTexts.count / 3).map { serviceTexts[3 * $0 + 1] }
    isSpecialised = services.map { $0.hasPrefix("NCBPS") }
    indicators = segment.indicators.map { TariffIndicator(code: $0) }
  }

  /// The row's point of delivery, treatment function, HRG and practice, as the file has them.
  func codes(_ row: Int) -> (
    pod: String, treatmentFunction: String, tariff: String, practice: String
  ) {
    let pod = translation.podCodes[columns.pod[row]]
    return (
      pod.national.isEmpty ? pod.local : pod.national,
      translation.treatmentFunctionCodes[columns.treatmentFunction[row]],
      translation.tariffCodes[columns.tariff[row]], practiceCodes[columns.practice[row]]
    )
  }

  /// Where a row stands, and the column that a check is about.
  func origin(_ row: Int, _ definition: CheckDefinition) -> Origin {
    file.segment.origin(
      ofRow: row, file.segment.months[columns.month[row]], field: definition.about.flatMap { contractColumnPlace($0.rawValue) },
      file: file.file.path)
  }
}
