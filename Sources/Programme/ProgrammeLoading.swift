import Configuration
package import Findings
package import Quantities

/// The name of the file that makes a folder a programme.
package let programmeFileName = "programme.yaml"

/// Which months' commentary is read with a programme.
package enum CommentaryScope: Sendable, Hashable {
  /// Every month.
  case all
  /// One month.
  case month(Period)
  /// None; `readCommentary(at:of:)` reads a month later, once it is known which.
  case none
}

/// Reads a programme with the commentary of one month, or of all when none is given.
package func loadProgramme(at folder: String, commentaryOf period: Period? = nil) -> (programme: ProgrammeDefinition?, findings: [Finding]) {
  loadProgramme(at: folder, commentary: period.map { .month($0) } ?? .all)
}

/// Reads everything of a programme but its extracts: `programme.yaml`, organisations, registers, commentary, calendar and recipients.
///
/// - Parameters:
///   - folder: The programme's folder.
///   - scope: The months whose commentary is read.
/// - Returns: the programme, or nil when `programme.yaml` or the lists of commissioners and providers can't be used; and every finding, by place.
package func loadProgramme(at folder: String, commentary scope: CommentaryScope) -> (programme: ProgrammeDefinition?, findings: [Finding]) {
  var loader = ProgrammeLoader(folder: ProgrammeFolder(root: folder))
  let programme = loader.load(commentary: scope)
  return (programme, loader.findings.sorted { $0.origin < $1.origin })
}

extension ProgrammeDefinition {
  /// Reads the commentary of a month into a programme that was read without any.
  ///
  /// - Parameter folder: The programme's folder.
  /// - Returns: the findings, by place.
  package mutating func readCommentary(at folder: String, of period: Period) -> [Finding] {
    var loader = ProgrammeLoader(folder: ProgrammeFolder(root: folder))
    let found = loader.readCommentary(in: configuration.sources.commentary, organisations, of: .month(period))
    commentary.merge(found) { _, new in new }
    files = (files + loader.files).sorted()
    return loader.findings.sorted { $0.origin < $1.origin }
  }
}

private struct ProgrammeLoader {
  let folder: ProgrammeFolder
  var findings: [Finding] = []
  var files: [String] = []

  init(folder: ProgrammeFolder) { self.folder = folder }

  mutating func load(commentary scope: CommentaryScope) -> ProgrammeDefinition? {
    guard let configuration = readConfiguration() else { return nil }
    let sources = configuration.sources
    let commissioners = rows(commissionerTable, in: sources.organisations, isNeeded: true)
    let providers = rows(providerTable, in: sources.organisations, isNeeded: true)
    let practices = rows(practiceTable, in: sources.organisations)
    let specialties = rows(specialtyTable, in: sources.organisations)
    let hrgs = rows(hrgTable, in: sources.organisations)
    let referrers = rows(referrerTable, in: sources.organisations)
    let podRules = rows(podTable, in: sources.organisations)
    let covariates = rows(peerTable, in: sources.organisations)
    let tariff = rows(tariffTable, in: sources.organisations)
    findings += overlaps(of: tariff, file: "\(sources.organisations)/tariff.csv")
    findings += overlaps(of: podRules, file: "\(sources.organisations)/pods.csv")
    guard !commissioners.isEmpty, !providers.isEmpty else { return nil }
    let organisations = Organisations(
      commissioners: commissioners, providers: providers, practices: practices,
      specialties: Dictionary(specialties.map { ($0.code, $0.name) }, uniquingKeysWith: { first, _ in first }),
      hrgs: Dictionary(hrgs.map { ($0.code, $0.name) }, uniquingKeysWith: { first, _ in first }), pods: PODMapping(rules: podRules),
      peerCovariates: covariates,
      referrers: Dictionary(referrers.map { ($0.code, $0.name) }, uniquingKeysWith: { first, _ in first }),
      tariff: Tariff(tariff))
    findings += covariateFindings(
      covariates, commissioners: organisations.commissionerCodes, chosen: configuration.peers.covariates,
      file: "\(sources.organisations)/peers.csv")
    let registers = readRegisters(in: sources.registers)
    var programme = ProgrammeDefinition(configuration: configuration, organisations: organisations, registers: registers)
    if let file = configuration.freezeCalendarFile {
      let entries = rows(freezeCalendarTable, at: file, isNeeded: true)
      programme.freezeCalendar = Dictionary(entries.map { ($0.period, $0) }, uniquingKeysWith: { first, _ in first })
    }
    programme.recipients = rows(recipientTable, at: configuration.mail.recipients)
    findings += recipientFindings(programme.recipients, configuration.mail, organisations)
    programme.geography = readGeography(configuration, commissioners: organisations.commissioners)
    programme.commentary = readCommentary(in: sources.commentary, organisations, of: scope)
    programme.files = files.sorted()
    findings += unknownOrganisations(of: programme)
    findings += oddAmounts(of: registers, in: sources.registers)
    return programme
  }

  private mutating func readConfiguration() -> ProgrammeConfiguration? {
    guard let bytes = bytes(of: programmeFileName, isNeeded: true) else { return nil }
    let (configuration, found) = Configuration.readConfiguration(bytes, file: programmeFileName, schema: programmeSchema)
    findings += found
    return found.contains { $0.severity == .error } ? nil : configuration
  }

  private mutating func bytes(of file: String, isNeeded: Bool = false) -> [UInt8]? {
    switch folder.content(of: file) {
    case .bytes(let bytes):
      files.append(file)
      return bytes
    case .unreadable(let reason):
      findings.append(ProgrammeCheck.unreadable.at(Origin(file: file), "the file can't be read: \(reason)"))
    case .missing:
      if isNeeded {
        let hint = file == programmeFileName ? "run outturn init to write one" : nil
        findings.append(ProgrammeCheck.missingFile.at(Origin(file: file), "the file is needed and is not there", hint: hint))
      }
    }
    return nil
  }

  /// The rows of a table file in one of the programme's folders; none when it is not there.
  private mutating func rows<Row>(_ table: TableDefinition<Row>, in folder: String, isNeeded: Bool = false) -> [Row] {
    let name = table.path.split(separator: "/").last.map(String.init) ?? table.path
    return rows(table, at: "\(folder)/\(name)", isNeeded: isNeeded)
  }

  private mutating func rows<Row>(_ table: TableDefinition<Row>, at file: String, isNeeded: Bool = false) -> [Row] {
    guard let bytes = bytes(of: file, isNeeded: isNeeded) else { return [] }
    let (rows, found) = table.read(bytes, file: file)
    findings += found
    if isNeeded, rows.isEmpty, !found.contains(where: { $0.severity == .error }) {
      findings.append(ProgrammeCheck.emptyFile.at(Origin(file: file), "the file has a header and no line", hint: table.purpose))
    }
    return rows
  }

  /// The boundaries or tiles of the map: the file that `programme.yaml` names, else the one in the organisations' folder, boundaries before tiles.
  private mutating func readGeography(_ configuration: ProgrammeConfiguration, commissioners: [Commissioner]) -> ProgrammeGeography? {
    let organisations = configuration.sources.organisations
    let usual = ["\(organisations)/geography.geojson", "\(organisations)/tiles.csv"]
    guard let file = configuration.geographyFile ?? usual.first(where: folder.exists) else { return nil }
    if file.lowercased().hasSuffix(".csv") {
      let (tiles, found) = separateTiles(rows(tileTable, at: file, isNeeded: configuration.geographyFile != nil), file: file)
      findings += found
      let own = tiles.filter { tile in commissioners.contains { $0.code == tile.commissioner } }
      var search = UnknownCodeSearch(commissioners: commissioners.map(\.code), providers: [])
      search.commissioners(file, "commissioner", tiles.map { ($0.commissioner, $0.line) })
      findings += search.findings
      return own.isEmpty ? nil : .tiles(own)
    }
    guard let bytes = bytes(of: file, isNeeded: configuration.geographyFile != nil) else { return nil }
    let (boundaries, attribution, found) = readGeoJSON(bytes, file: file, commissioners: commissioners)
    findings += found
    return boundaries.isEmpty ? nil : .boundaries(boundaries, attribution: attribution)
  }

  private mutating func readRegisters(in folder: String) -> Registers {
    var registers = Registers()
    let qualityFile = "\(folder)/quality.csv"
    if let bytes = bytes(of: qualityFile) {
      let (rows, found) = readQuality(bytes, file: qualityFile)
      registers.quality = rows
      findings += found
    }
    registers.challenges = rows(challengeTable, in: folder)
    registers.contracts = rows(contractTable, in: folder)
    registers.invoices = rows(invoiceTable, in: folder)
    registers.nca = rows(ncaTable, in: folder)
    registers.ncaBudgets = rows(ncaBudgetTable, in: folder)
    registers.ifr = rows(ifrTable, in: folder)
    registers.priorApprovals = rows(priorApprovalTable, in: folder)
    registers.schemes = rows(schemeTable, in: folder)
    registers.adjustments = rows(adjustmentTable, in: folder)
    registers.waivers = rows(waiverTable, in: folder)
    registers.selfCertifications = rows(selfCertificationTable, in: folder)
    return registers
  }

  /// Reads the texts of a scope. Of one month: its own, and for names that it has none of the latest of the twelve months before.
  mutating func readCommentary(in root: String, _ organisations: Organisations, of scope: CommentaryScope) -> [CommentaryKey: Prose] {
    var commentary: [CommentaryKey: Prose] = [:]
    switch scope {
    case .none: break
    case .month(let period):
      var standing: Set<String> = []
      let months = names(in: root).compactMap { Period($0) }.filter {
        $0.identifier == period.identifier || ($0.index < period.index && $0.index.distance(to: period.index) <= CommentaryKey.monthsKept)
      }
      for month in Set(months).sorted(by: >) {
        for (name, file) in texts(in: root, of: month, organisations, reports: month == period) where standing.insert(name).inserted {
          commentary[CommentaryKey(period: month, name: name)] = prose(file)
        }
      }
    case .all:
      for folder in names(in: root) {
        guard let period = Period(folder) else {
          findings.append(
            ProgrammeCheck.commentary.at(
              Origin(file: "\(root)/\(folder)"), value: folder, "\"\(folder)\" is not a month's folder and is passed over",
              hint: "name it like 2015-16-M11"))
          continue
        }
        for (name, file) in texts(in: root, of: period, organisations, reports: true) {
          commentary[CommentaryKey(period: period, name: name)] = prose(file)
        }
      }
    }
    return commentary
  }

  /// The texts of a month that can be printed, by name: `<PROVIDER>.md` a provider's synopsis, `<PROVIDER>-updates.md` local intelligence about it,
  /// `<COMMISSIONER>-nca-ifr.md` and `programme-nca-ifr.md` remarks on non-contracted activity, `narrative.md` the programme's own text.
  private mutating func texts(in root: String, of month: Period, _ organisations: Organisations, reports: Bool) -> [(name: String, file: String)] {
    var list: [(name: String, file: String)] = []
    for fileName in names(in: "\(root)/\(month.identifier)") {
      let file = "\(root)/\(month.identifier)/\(fileName)"
      guard fileName.hasSuffix(".md") else {
        if reports {
          findings.append(
            ProgrammeCheck.commentary.at(
              Origin(file: file), value: fileName, "\"\(fileName)\" is not Markdown and is passed over",
              hint: "name it <PROVIDER>.md or \(CommentaryKey.narrative).md"))
        }
        continue
      }
      let name = String(fileName.dropLast(3))
      if let stranger = stranger(name, organisations, file) {
        if !reports { continue }
        findings.append(stranger)
      }
      list.append((name, file))
    }
    return list
  }

  /// What is wrong with the name of a text: it is of nobody, and printed nowhere. Nil where it is of somebody.
  private func stranger(_ name: String, _ organisations: Organisations, _ file: String) -> Finding? {
    let topic = CommentaryTopic.allCases.first { name.hasSuffix("-" + $0.rawValue) && name.count > $0.rawValue.count + 1 }
    let own = topic.map { String(name.dropLast($0.rawValue.count + 1)) } ?? name
    let valid: [String]
    let fault: String
    switch topic {
    case nil:
      valid = organisations.providerCodes + [CommentaryKey.narrative]
      fault = "is not a provider of the programme; its commentary is not printed"
    case .updates?:
      valid = organisations.providerCodes
      fault = "is not a provider of the programme; its updates are not printed"
    case .nonContracted?:
      valid = organisations.commissionerCodes + ["programme"]
      fault = "is neither a commissioner of the programme nor \"programme\"; its remarks are not printed"
    }
    if valid.contains(own) { return nil }
    return ProgrammeCheck.commentary.at(
      Origin(file: file), value: own, "\"\(own)\" \(fault)", hint: nearestName(to: own, among: valid.sorted()).map { "did you mean \"\($0)\"?" })
  }

  private mutating func prose(_ file: String) -> Prose? {
    guard let bytes = bytes(of: file) else { return nil }
    let (prose, found) = readMarkdown(bytes, file: file)
    findings += found
    return prose
  }

  /// The names in a folder, in order; one that is there and can't be listed is reported.
  private mutating func names(in path: String) -> [String] {
    switch folder.listing(of: path) {
    case .names(let names): return names
    case .missing: return []
    case .unreadable:
      findings.append(
        ProgrammeCheck.unreadableFolder.at(Origin(file: path), "the folder can't be listed", hint: "see that it is a folder and may be read"))
      return []
    }
  }
}
