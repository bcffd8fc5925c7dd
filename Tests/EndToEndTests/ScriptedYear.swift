import Foundation
import TestSupport

/// A programme of two commissioners and two trusts through the year 2015-16, a month at a time, as its office would run it: returns come in, packs are
/// built, two people sign, packs are released on working day ten, quarters are frozen when their last month is.
///
/// On the way: the return of M08 restates M02, which is frozen by then; RAS's return of M10 is found wrong after its release, and M10 is corrected.
struct ScriptedYear: Sendable {
  /// One command and what it said.
  struct Step: Sendable {
    let name: String
    let ran: Ran
  }

  let folder: TemporaryFolder
  let programme: String
  /// Every command in order.
  private(set) var steps: [Step] = []
  /// The bytes of the release that was corrected, by path, before the correction.
  private(set) var beforeCorrection: [String: Data] = [:]

  /// The public key that entries are signed with, from July on.
  private(set) var publicKey = ""
  /// The options that sign an entry.
  private var signing: [String] = []

  static let made = Result { try ScriptedYear() }

  /// The day on which the flex pack of a month is released: working day ten of the next.
  static let releaseDays = [
    "2015-05-15", "2015-06-12", "2015-07-14", "2015-08-14", "2015-09-14", "2015-10-14", "2015-11-13", "2015-12-14", "2016-01-15", "2016-02-12",
    "2016-03-14", "2016-04-14",
  ]
  /// The day on which each quarter can be frozen: the freeze release day of its last month.
  static let freezeDays = ["2015-08-14", "2015-11-13", "2016-02-12", "2016-05-16"]

  private init() throws {
    folder = try TemporaryFolder()
    programme = folder.path + "/programme"
    try writeProgramme()
    for month in 1...12 {
      if month == 4 { try beginToSign() }
      try deliver(month)
      try buildAndSign(month)
      let release = ["release", "--period", period(month), "--as-at", Self.releaseDays[month - 1]]
      if month == 4 { try step("release without the key", release) }
      try step("release M\(two(month))", release + signing)
      if month == 10 { try correct(month) }
      // A quarter's last month is at freeze when the next month's returns are in, on the release day of that next month's pack.
      if month % 3 == 1, month > 1 { try freeze(quarter: month / 3) }
    }
    // The year ends with the next year's first month.
    try write(returns(provider: "RQM", months: [13]), to: "extracts/slam/2016-17/M01/RQM.csv")
    try write(returns(provider: "RAS", months: [13]), to: "extracts/slam/2016-17/M01/RAS.csv")
    try freeze(quarter: 4)
    try step("verify", "verify")
  }

  /// What a step said.
  func ran(_ name: String) -> Ran? { steps.first { $0.name == name }?.ran }

  /// A copy that a test may spoil.
  func copy(in folder: TemporaryFolder) throws -> String {
    let copied = try run("/bin/cp", ["-a", programme, folder.path + "/programme"])
    guard copied.status == 0 else { throw CouldNotPrepare(what: "a copy of the year", said: copied.said) }
    return folder.path + "/programme"
  }

  // MARK: The steps

  private mutating func step(_ name: String, _ arguments: String...) throws { try step(name, arguments) }

  private mutating func step(_ name: String, _ arguments: [String]) throws {
    steps.append(Step(name: name, ran: try run(builtProgram("outturn"), arguments, in: programme)))
  }

  private mutating func buildAndSign(_ month: Int) throws {
    let day = Self.releaseDays[month - 1]
    let suffix = steps.contains { $0.name == "build M\(two(month))" } ? " again" : ""
    try step("due before M\(two(month))\(suffix)", "--as-at", day)
    try step("build M\(two(month))\(suffix)", "build", "--period", period(month))
    try step("unsigned M\(two(month))\(suffix)", "release", "--dry-run", "--period", period(month), "--as-at", day)
    try step("analyst M\(two(month))\(suffix)", "approve", "--period", period(month), "--as-at", day, "--as", "Ann Analyst", "--role", "analyst")
    try step("lead M\(two(month))\(suffix)", "approve", "--period", period(month), "--as-at", day, "--as", "Lee Lead", "--role", "lead")
  }

  /// RAS's return had a price ten times too high.
  private mutating func correct(_ month: Int) throws {
    let release = programme + "/releases/2015-16/M\(two(month))-flex-v1"
    for path in try filePaths(below: release) { beforeCorrection[path] = try Data(contentsOf: URL(fileURLWithPath: release + "/" + path)) }
    try write(returns(provider: "RAS", months: [month]), to: "extracts/slam/2015-16/M\(two(month))/RAS.csv")
    try step("changed", ["release", "--period", period(month), "--as-at", Self.releaseDays[month - 1], "--reason", "unbuilt"] + signing)
    try buildAndSign(month)
    try step("unreasoned", ["release", "--period", period(month), "--as-at", Self.releaseDays[month - 1]] + signing)
    let again = ["release", "--period", period(month), "--as-at", Self.releaseDays[month - 1], "--reason", "RAS sent its return of January again"]
    try step("release v2", again + signing)
  }

  /// Releases the final pack of the quarter's last month, and freezes the quarter from it.
  private mutating func freeze(quarter: Int) throws {
    let (day, month) = (Self.freezeDays[quarter - 1], period(quarter * 3))
    if quarter == 1 {
      try step("freeze too early", ["freeze", "--quarter", "2015-16/Q1", "--as-at", "2015-08-13"] + signing)
      try step("freeze without pack", ["freeze", "--quarter", "2015-16/Q1", "--as-at", day] + signing)
    }
    let final = ["--period", month, "--cut", "freeze"]
    try step("due before Q\(quarter)", ["--as-at", day])
    try step("build Q\(quarter)", ["build"] + final)
    try step("analyst Q\(quarter)", ["approve", "--as-at", day, "--as", "Ann Analyst", "--role", "analyst"] + final)
    try step("lead Q\(quarter)", ["approve", "--as-at", day, "--as", "Lee Lead", "--role", "lead"] + final)
    try step("release Q\(quarter)", ["release", "--as-at", day] + final + signing)
    try step("freeze Q\(quarter)", ["freeze", "--quarter", "2015-16/Q\(quarter)", "--as-at", day] + signing)
    if quarter == 1 { try step("freeze again", ["freeze", "--quarter", "2015-16/Q1", "--as-at", "2015-08-17"] + signing) }
  }

  /// From July on the office signs what it archives.
  private mutating func beginToSign() throws {
    let key = folder.path + "/archive.pem"
    let made = try run(
      "/bin/bash", ["-c", "openssl genpkey -algorithm ed25519 -out '\(key)' && openssl pkey -in '\(key)' -pubout -outform DER | base64 -w0"])
    guard made.status == 0 else { throw CouldNotPrepare(what: "a key", said: made.said) }
    publicKey = made.output
    signing = ["--signing-key", key]
    let yaml = try String(contentsOfFile: programme + "/programme.yaml", encoding: .utf8)
    try write(yaml + "archive_keys: [\"\(publicKey)\"]\n", to: "programme.yaml")
  }

  // MARK: The files

  private func writeProgramme() throws {
    try write(
      """
      format: 1
      name: Two by Two
      approvers:
        - {name: Ann Analyst, roles: [analyst]}
        - {name: Lee Lead, roles: [lead]}

      """, to: "programme.yaml")
    try write("code,name\n10H,NHS Chiltern CCG\n10Y,NHS Aylesbury Vale CCG\n", to: "organisations/commissioners.csv")
    try write(
      "code,name\nRAS,The Hillingdon Hospitals NHS Foundation Trust\nRQM,Chelsea and Westminster NHS Trust\n", to: "organisations/providers.csv")
    try write(
      "provider,commissioner,period,invoice,value,status\nRQM,10H,2015-16/M02,INV-2,20400.00,Paid\nRAS,10Y,2015-16/M08,INV-8,20000.00,Paid\n",
      to: "registers/invoices.csv")
  }

  private func deliver(_ month: Int) throws {
    let folder = "extracts/slam/2015-16/M\(two(month))/"
    try write(returns(provider: "RQM", months: month == 8 ? [2, 8] : [month], restates: month == 8 ? 2 : nil), to: folder + "RQM.csv")
    try write(returns(provider: "RAS", months: [month], tenfold: month == 10), to: folder + "RAS.csv")
  }

  /// A return: for each commissioner a day case and an elective line a month. Plan £10,000 a line; actual £10,000 and £100 a month and line more.
  ///
  /// - Parameters:
  ///   - restates: a month of which 10H's day cases are £1,234.56 dearer than first said.
  ///   - tenfold: whether 10Y's elective price has a nought too many.
  private func returns(provider: String, months: [Int], restates: Int? = nil, tenfold: Bool = false) -> String {
    var lines = [
      "FINANCIAL MONTH,FINANCIAL YEAR,ORGANISATION IDENTIFIER (CODE OF PROVIDER),ORGANISATION IDENTIFIER (CODE OF COMMISSIONER),"
        + "ACTIVITY TREATMENT FUNCTION CODE,POINT OF DELIVERY CODE,LOCAL POINT OF DELIVERY CODE,TARIFF CODE,CONTRACT MONITORING PLANNED ACTIVITY,"
        + "CONTRACT MONITORING PLANNED PRICE,CONTRACT MONITORING ACTUAL ACTIVITY,CONTRACT MONITORING ACTUAL PRICE"
    ]
    for month in months {
      for (index, commissioner) in ["10H", "10Y"].enumerated() {
        for (line, pod) in [("100", "DC"), ("110", "EL")].enumerated() {
          var pence = 1_000_000 + 10_000 * month * (line + 1) + 1_000 * index
          if month == restates, commissioner == "10H", pod.1 == "DC" { pence += 123_456 }
          if tenfold, commissioner == "10Y", pod.1 == "EL" { pence *= 10 }
          let year = month == 13 ? "1,201617" : "\(month),201516"
          let price = "\(pence / 100).\(two(pence % 100))"
          lines.append("\(year),\(provider),\(commissioner),\(pod.0),\(pod.1),\(pod.1),HB12Z,10,10000.00,\(10 + month % 3),\(price)")
        }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func write(_ text: String, to file: String) throws {
    let url = URL(fileURLWithPath: programme + "/" + file)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  private func period(_ month: Int) -> String { "2015-16/M\(two(month))" }
}

/// `07`.
private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
