import Configuration
import Extracts

/// The key `files`: where plan and actual come in files of their own, what their names are and what is said of each alone.
enum ProfileFilesKey {
  /// An entry of the list.
  struct Entry: Sendable {
    var holds: ReturnPart
    var names: [String]
    /// Puts what it says in place of what the whole profile does.
    var change: @Sendable (inout Profile) -> Void

    /// The part of a profile that it stands for. Of what the whole profile says of the other half nothing is kept.
    func part(of whole: Profile) -> ProfilePart {
      var profile = whole
      profile.files = []
      profile.part = holds
      for field in StandardField.allCases where field.part == holds.other {
        profile.columns[field] = nil
        profile.constants[field] = nil
        profile.units[field] = nil
        profile.reversed.remove(field)
        profile.values[field] = nil
        profile.wide?.columns[field] = nil
      }
      change(&profile)
      return ProfilePart(names: names, profile: profile)
    }
  }

  static let key = Key(
    "files", Shape<[Entry]>.list(of: entry), default: [], example: "[{holds: plan, name: \"*_plan*\"}, {holds: actual, name: \"*_actual*\"}]",
    """
    Where plan and actual come in files of their own, the files of each, for the fields `activity` and `price`. A file may say anything of its layout that the \
    profile does: it stands in place of that, field by field.
    """)

  private static let holds = Key(required: "holds", Shape<PartChoice>.choice, example: "plan", "Which half of the return it holds.")
  private static let name = Key(
    required: "name", names, example: "\"*_plan*\"",
    "What the file is called, without `.csv` or the like; `*` stands for any letters. A revision at the end (`_v2`) need not be said.")

  /// A name, or a list of them.
  private static let names: Shape<[String]> = {
    let one = Shape<String>.text
    let list = Shape<[String]>.list(of: one)
    return Shape<[String]>("a name, or a list of them", write: { _ in nil }) { node, key, decoder in
      if case .list = node.content { return list.decode(node, key, &decoder) }
      return one.decode(node, key, &decoder).map { [$0] }
    }
  }()

  private static let sheets = own(ProfileKeys.sheets)
  private static let hiddenRows = own(ProfileKeys.hiddenRows)
  private static let header = own(ProfileKeys.header)
  private static let skip = own(ProfileKeys.skip)
  private static let columns = own(ProfileKeys.columns)
  private static let constants = own(ProfileKeys.constants)
  private static let month = own(ProfileKeys.month)
  private static let units = own(ProfileKeys.units)
  private static let signs = own(ProfileKeys.signs)
  private static let numbers = own(ProfileKeys.numbers)
  private static let values = own(ProfileKeys.values)
  private static let drop = own(ProfileKeys.drop)
  private static let encoding = same(ProfileKeys.encoding)
  private static let delimiter = same(ProfileKeys.delimiter)
  private static let wide = same(ProfileKeys.wide)
  private static let end = same(ProfileKeys.end)

  /// The same key for one file, which need not be given. The reference says what stands in it once, where the whole profile's is.
  private static func own<Value>(_ key: Key<Value>) -> Key<Value?> {
    Key(key.name, plain(key.shape.optional, "as `\(key.name)`"), default: nil, "The same of this file alone.")
  }

  private static func same<Value>(_ key: Key<Value?>) -> Key<Value?> {
    Key(key.name, plain(key.shape, "as `\(key.name)`"), default: nil, "The same of this file alone.")
  }

  private static func plain<Value>(_ shape: Shape<Value>, _ expectation: String) -> Shape<Value> {
    Shape(expectation, decode: shape.decode)
  }

  private static let entry = Shape<Entry>.section([
    holds.erased, name.erased, sheets.erased, hiddenRows.erased, encoding.erased, delimiter.erased, header.erased, skip.erased, columns.erased,
    constants.erased, month.erased, units.erased, signs.erased, numbers.erased, values.erased, wide.erased, drop.erased, end.erased,
  ]) { fields in
    Entry(holds: fields[holds].part, names: fields[name]) { profile in
      if let given = fields[sheets] { profile.sheets = given }
      if let given = fields[hiddenRows] { profile.dropsHiddenRows = given == .drop }
      if let given = fields[encoding] { profile.coding = given.coding }
      if let given = fields[delimiter] { profile.delimiter = given.byte }
      if let given = fields[header] { profile.header = given }
      if let given = fields[skip] { profile.skippedRows = given }
      for entry in fields[columns] ?? [] { profile.columns[entry.name] = entry.value }
      for entry in fields[constants] ?? [] { profile.constants[entry.name] = entry.value }
      if let given = fields[month] { profile.monthStyle = given.style }
      for entry in fields[units] ?? [] { profile.units[entry.name] = entry.value.unit }
      for entry in fields[signs] ?? [] {
        if entry.value == .reversed { profile.reversed.insert(entry.name) } else { profile.reversed.remove(entry.name) }
      }
      if let given = fields[numbers] { profile.hasDecimalComma = given == .comma }
      for (field, meanings) in byField(fields[values] ?? []) { profile.values[field] = meaningsByWord(meanings) }
      if let given = fields[wide] { profile.wide = given }
      if let given = fields[drop] { profile.drops = given }
      if let given = fields[end] { profile.end = given }
    }
  }

  /// What the list of files says against itself.
  static func contradictions(_ profile: Profile) -> [(message: String, hint: String)] {
    var found: [(String, String)] = []
    let parts = profile.files
    if profile.extract != .slam {
      found.append(("\"files\" is of monthly returns, and the profile reads plans", "take \"files\" or \"extract\" out"))
    }
    if profile.lines != nil {
      found.append(("\"files\" and \"lines\" both say what is plan and what actual", "take one of them out"))
    }
    for part in ReturnPart.allCases where !parts.contains(where: { $0.profile.part == part }) {
      found.append(("\"files\" names no \(part.words)", "add an entry that holds \(part.rawValue), or take \"files\" out"))
    }
    for part in parts {
      let words = "the \(part.profile.part?.words ?? "file") “\(part.names.joined(separator: "”, “"))”"
      let read = Set(part.profile.columns.keys).union(part.profile.wide.map { Set($0.columns.keys) } ?? [])
      for field in read.sorted(by: { $0.rawValue < $1.rawValue }) where field.part != nil && field.part != part.profile.part {
        found.append(("\(words) has a column of the other half, \"\(field.rawValue)\"", "name it in the file that holds it, or take it out"))
      }
      if !read.contains(where: \.isAmount) {
        found.append(("\(words) has no column of an amount", "give \"price\" and \"activity\" their columns"))
      }
    }
    return found
  }
}

/// Which half of a return a file holds, as the key says.
enum PartChoice: String, ConfigurationChoice {
  case plan
  case actual
  var meaning: String {
    self == .plan
      ? "planned activity and price: of the months that the file of actuals has, or of all the year, sent once with any month of it"
      : "actual activity and price"
  }
  var part: ReturnPart { self == .plan ? .plan : .actual }
}
