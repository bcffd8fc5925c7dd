import Tables
import Workbooks

/// The sheets that a profile reads.
func chosenSheets(_ profile: Profile, _ file: TableFile, _ report: inout Conversion) throws(TableFault) -> [Sheet] {
  report.hiddenSheets = file.sheets.filter(\.isHidden).map(\.name)
  let names = file.sheets.map { "“\($0.name)”" + ($0.isHidden ? " (hidden)" : "") }.joined(separator: ", ")
  guard !profile.sheets.isEmpty else {
    let visible = file.sheets.filter { !$0.isHidden }
    guard visible.count == 1 else {
      throw TableFault(
        "the workbook has \(visible.count) visible sheets, and \(profile.isStandard ? "no profile says" : "the profile does not say") which to read",
        hint: profile.isStandard
          ? "ask for a workbook of one sheet, or write a profile that names it in \"sheets\"; there are \(names)"
          : "give \"sheets\" in the profile; there are \(names)")
    }
    return visible
  }
  var chosen: [Sheet] = []
  for pattern in profile.sheets {
    let found = file.sheets.filter { matches($0.name, pattern) && !chosen.contains($0) }
    guard !found.isEmpty || file.sheets.contains(where: { matches($0.name, pattern) }) else {
      throw TableFault("the workbook has no sheet “\(pattern)”", hint: "correct \"sheets\" in the profile; there are \(names)")
    }
    chosen += found
  }
  report.otherSheets = file.sheets.filter { !$0.isHidden && !chosen.contains($0) }.map(\.name)
  return chosen
}

/// Whether a name is a pattern's, in which `*` stands for any letters; capitals make no difference.
func matches(_ name: String, _ pattern: String) -> Bool {
  let parts = pattern.lowercased().split(separator: "*", omittingEmptySubsequences: false)
  var rest = name.lowercased()[...]
  for (place, part) in parts.enumerated() {
    if place == 0 {
      guard rest.hasPrefix(part) else { return false }
      rest = rest.dropFirst(part.count)
      if parts.count == 1 { return rest.isEmpty }
    } else if place == parts.count - 1 {
      return rest.hasSuffix(part)
    } else {
      guard part.isEmpty || rest.contains(part), let found = part.isEmpty ? rest.startIndex..<rest.startIndex : rest.firstRange(of: part) else {
        return false
      }
      rest = rest[found.upperBound...]
    }
  }
  return true
}
