import HTML
import Ledger
import Packs
import Programme
import Quantities
import Releases
import Storage

/// The file of a freeze that later packs hold their months against.
package let frozenPositionName = "frozen-position.csv"

/// `frozen-position.csv`: plan and actual cost of every pair and month, from April to the quarter's end, exact.
func frozenPositionFile(_ ledger: ProgrammeLedger, quarter: Quarter) -> [UInt8] {
  var csv = CSVWriter()
  for head in ["commissioner", "provider", "period", "plan", "actual"] { csv.text(head) }
  csv.endRow()
  let monthly = ledger.monthly
  for (c, commissioner) in ledger.commissioners.codes.enumerated() {
    for (p, provider) in ledger.providers.codes.enumerated() {
      for month in 1...quarter.number * 3 {
        let period = Period(year: quarter.year, month: month)
        let offset = monthly.firstMonth.distance(to: period.index)
        guard offset >= 0, offset < monthly.monthCount else { continue }
        let measures = monthly[commissioner: c, provider: p, month: offset]
        if measures.planCost.isZero && measures.actualCost.isZero { continue }
        csv.text(commissioner)
        csv.text(provider)
        csv.text(period.description)
        csv.value(measures.planCost.decimal)
        csv.value(measures.actualCost.decimal)
        csv.endRow()
      }
    }
  }
  return csv.bytes
}

/// The frozen positions of a year's quarters that ended by a period, each with its file in the programme folder.
///
/// - Throws: `RunFailure.comparison` where a freeze's file is not what the program writes or the archive has: a freeze is never changed.
func frozenPositions(in programme: String, upTo period: Period) throws(RunFailure) -> [(file: String, position: FrozenPosition)] {
  var positions: [(file: String, position: FrozenPosition)] = []
  for number in 1...4 where number * 3 <= period.month {
    guard let quarter = Quarter("\(period.year.label)/Q\(number)") else { continue }
    let file = "releases/\(period.year.label)/Q\(number)-freeze/\(frozenPositionName)"
    guard FileSystem.exists(programme + "/" + file) else { continue }
    let bytes: [UInt8]
    do { bytes = try FileSystem.read(programme + "/" + file) } catch { throw .output(error) }
    if let archived = try archivedDigest(of: .quarter(quarter), programme), archived != digestOf(bytes) {
      throw .comparison(.damaged(path: file, reason: "it is not as the archive has it; outturn verify says what else was changed"))
    }
    guard let cells = cells(String(decoding: bytes, as: UTF8.self)) else {
      throw .comparison(.damaged(path: file, reason: "a line is not a pair’s month"))
    }
    positions.append(
      (
        file,
        FrozenPosition(
          name: "\(period.year.label)/Q\(number)-freeze", quarter: quarter.description, lastMonth: Period(year: quarter.year, month: number * 3),
          cells: cells)
      ))
  }
  return positions
}

/// The digest that the archive has of a freeze's position; nil where there is no archive, or it does not know the freeze.
private func archivedDigest(of name: ReleaseName, _ programme: String) throws(RunFailure) -> String? {
  guard FileSystem.exists(ArchivePlace(programme: programme).database) else { return nil }
  do throws(ArchiveError) {
    let archive = try ArchiveReader(programme: programme)
    guard try archive.releases().contains(where: { $0.name == name }) else { return nil }
    return try archive.files(of: name).first { $0.path == frozenPositionName }?.sha256
  } catch {
    throw .archive(error)
  }
}

private func cells(_ text: String) -> [FrozenPosition.Cell]? {
  var cells: [FrozenPosition.Cell] = []
  for line in text.split(separator: "\n").dropFirst() {
    let fields = fields(line)
    guard fields.count == 5, let month = Period(fields[2]), let plan = Money(decimal: fields[3]), let actual = Money(decimal: fields[4]) else {
      return nil
    }
    cells.append(FrozenPosition.Cell(commissioner: fields[0], provider: fields[1], month: month, plan: plan, actual: actual))
  }
  return cells
}

/// The fields of a line that `CSVWriter` wrote: quotes doubled, an apostrophe before what a spreadsheet would take for a formula.
private func fields(_ line: Substring) -> [String] {
  var fields = [""]
  var isQuoted = false
  var wasQuote = false
  for character in line {
    if character == "\"" {
      // A quote right after a closing one is a quote of the text.
      if !isQuoted && wasQuote { fields[fields.count - 1].append(character) }
      isQuoted.toggle()
      wasQuote = !isQuoted
      continue
    }
    wasQuote = false
    if character == "," && !isQuoted { fields.append("") } else { fields[fields.count - 1].append(character) }
  }
  return fields.map { field in
    field.hasPrefix("'") && field.dropFirst().first.map { "=+-@\t\r".contains($0) } ?? false ? String(field.dropFirst()) : field
  }
}
