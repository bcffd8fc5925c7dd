import Foundation

/// Where templates are looked for, file by file, nearest first: the programme's own folder, `$OUTTURN_SHARE`, `../share/outturn` beside the
/// executable's folder, and the folder that travels with the build.
package struct TemplateFolders: Sendable {
  /// The folders that exist, in the order in which they are searched; absolute or relative paths without a closing `/`.
  package let folders: [String]

  /// Takes folders as they are, for tests and tools.
  package init(folders: [String]) { self.folders = folders }

  /// Finds the folders of a run.
  ///
  /// - Parameters:
  ///   - programme: the programme's `templates` folder; it need not exist.
  ///   - share: the value of `OUTTURN_SHARE`, when it is set.
  ///   - executable: the path of the running program, with symbolic links resolved.
  package init(programme: String?, share: String?, executable: String?) {
    var list: [String] = []
    func add(_ folder: String) {
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue { list.append(folder) }
    }
    if let programme { add(programme) }
    if let share, !share.isEmpty { add(share) }
    let own = list.count
    if let executable {
      let folder = (executable as NSString).deletingLastPathComponent
      add(((folder as NSString).deletingLastPathComponent as NSString).appendingPathComponent("share/outturn"))
      add((folder as NSString).appendingPathComponent("outturn_BuiltInTemplates.resources"))
    }
    // The generated accessor stops the program when its folder is gone, so an installed program never asks it.
    if list.count == own { add(Bundle.module.resourceURL?.path ?? Bundle.module.bundlePath) }
    folders = list
  }

  /// The folder that travels with the build, alone: what tests use.
  package static var builtIn: TemplateFolders { TemplateFolders(folders: [Bundle.module.resourceURL?.path ?? Bundle.module.bundlePath]) }

  /// The path of the nearest file of that name (`html/pack.mustache`); nil when no folder holds it.
  package func path(of name: String) -> String? {
    folders.lazy.map { $0 + "/" + name }.first { FileManager.default.fileExists(atPath: $0) }
  }

  /// The names of all files of a subfolder (`html`) with an ending (`.mustache`), over all folders, sorted.
  package func names(in folder: String, ending: String) -> [String] {
    var names: Set<String> = []
    for root in folders {
      for file in (try? FileManager.default.contentsOfDirectory(atPath: root + "/" + folder)) ?? [] where file.hasSuffix(ending) {
        names.insert(file)
      }
    }
    return names.sorted()
  }
}
