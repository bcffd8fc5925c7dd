import Foundation
import Testing

/// ARCHITECTURE.md says what Package.swift does.
struct ArchitectureTests {
  /// The modules of the table in its order, with what it says that they may import.
  private func table() throws -> [(names: [String], mayImport: String)] {
    let lines = try Repository.text("ARCHITECTURE.md").split(separator: "\n")
    let head = try #require(lines.firstIndex { $0.hasPrefix("| module |") })
    return lines[(head + 2)...].prefix { $0.hasPrefix("|") }.map { line in
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      return (cells[0].matches(of: /`([^`]+)`/).map { String($0.1) }, cells[2])
    }
  }

  @Test func theModuleListIsThatOfTheManifest() throws {
    let targets = try Repository.targets()
    let own = targets.filter { !$0.isTest && !$0.isSystemLibrary }.map(\.name)
    #expect(own.count > 20)
    #expect(try table().flatMap(\.names).sorted() == own.sorted())
    let page = try Repository.text("ARCHITECTURE.md")
    for library in targets.filter(\.isSystemLibrary).map(\.name) { #expect(page.contains("`\(library)`"), "\(library) is not named") }
  }

  @Test func everyModuleImportsOnlyWhatStandsBeforeIt() throws {
    let targets = try Repository.targets().filter { !$0.isTest }
    let order = Dictionary(targets.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { first, _ in first })
    for (place, target) in targets.enumerated() {
      for dependency in target.dependencies {
        guard let other = order[dependency] else { continue }
        #expect(other < place, "\(target.name) depends on \(dependency), which stands after it")
      }
    }
  }

  @Test func theManifestAllowsNoMoreThanThePage() throws {
    let targets = Dictionary(try Repository.targets().map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let own = Set(targets.values.filter { !$0.isSystemLibrary && !$0.isTest }.map(\.name))
    var held = 0
    for row in try table() {
      let words = row.mayImport == "nothing" ? [] : row.mayImport.components(separatedBy: ", ")
      guard words.allSatisfy(own.contains) else { continue }
      for name in row.names {
        let extra = Set(targets[name]?.dependencies ?? []).intersection(own).subtracting(words).subtracting(row.names)
        #expect(extra.isEmpty, "\(name) may import \(extra) by the manifest and not by ARCHITECTURE.md")
        held += 1
      }
    }
    #expect(held >= 14)
  }

  /// What a module's files import is what its line in the manifest names: the build holds them to it, and this says which line to mend.
  @Test func everyImportIsDeclared() throws {
    let targets = try Repository.targets()
    let own = Set(targets.map(\.name))
    for target in targets
    where !target.isTest && !target.isSystemLibrary && FileManager.default.fileExists(atPath: Repository.root + "/Sources/" + target.name) {
      for file in try Repository.files("Sources/" + target.name, ".swift") {
        for match in try Repository.text(file).matches(of: /(?m)^(?:@[a-zA-Z]+ )?(?:package |public |internal |private )?import ([A-Za-z]+)/) {
          let name = String(match.1)
          if own.contains(name) { #expect(target.dependencies.contains(name), "\(file) imports \(name)") }
        }
      }
    }
  }

  @Test func everyTestFolderIsATestTargetAndEveryTargetAFolder() throws {
    let declared = Set(try Repository.targets().filter(\.isTest).map(\.name))
    let folders = try FileManager.default.contentsOfDirectory(atPath: Repository.root + "/Tests").filter { name in
      (try? Repository.files("Tests/" + name, ".swift"))?.isEmpty == false
    }
    #expect(Set(folders) == declared)
    let modules = Set(try Repository.targets().map(\.name))
    for folder in folders where !["EndToEndTests", "Fuzzing", "RepositoryTests", "TestSupport"].contains(folder) {
      #expect(modules.contains(String(folder.dropLast(5))), "Tests/\(folder) tests no module")
    }
  }
}
