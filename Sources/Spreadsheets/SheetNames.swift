/// Gives sheets and tables names that spreadsheets take, each once in a workbook.
struct SheetNames {
  private var taken: Set<String> = []

  /// The name of a sheet: at most 31 characters, none of `[]:*?/\` and no apostrophe, unlike any other without regard to case.
  mutating func sheet(_ wanted: String) -> String {
    let allowed = String(wanted.map { "[]:*?/\\'".contains($0) || $0.isNewline ? "-" : $0 })
    let base = allowed.isEmpty || allowed.lowercased() == "history" ? "sheet" : allowed
    return unique { number in
      let ending = number == 1 ? "" : "~\(number)"
      // Spreadsheets count UTF-16; letters outside its first plane count twice.
      var cut = base
      while cut.utf16.count + ending.utf16.count > 31 { cut.removeLast() }
      return cut + ending
    }
  }

  /// The name of a table: the letters, digits and underlines of its id, which is kebab-case.
  static func table(_ id: String) -> String {
    var name = String(id.map { ($0.isASCII && ($0.isLetter || $0.isNumber)) || $0 == "." ? $0 : "_" })
    // A name that reads as the address of a cell (`Q1`, `R2C3`, `R`) is taken for one.
    if !(name.first?.isLetter ?? false) || isCell(name) { name = "table_" + name }
    return String(name.prefix(250))
  }

  private static func isCell(_ name: String) -> Bool {
    let letters = name.prefix { $0.isLetter }
    let rest = name.dropFirst(letters.count)
    if letters.count <= 3, rest.allSatisfy(\.isNumber), !rest.isEmpty { return true }
    guard let first = name.first?.lowercased(), first == "r" || first == "c" else { return false }
    return name.dropFirst().allSatisfy { $0.isNumber || $0 == "c" || $0 == "C" }
  }

  private mutating func unique(_ make: (Int) -> String) -> String {
    var number = 1
    while true {
      let name = make(number)
      if taken.insert(name.lowercased()).inserted { return name }
      number += 1
    }
  }
}
