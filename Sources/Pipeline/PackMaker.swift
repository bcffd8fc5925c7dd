import BuiltInTemplates
import Charts
import Drawing
import Figures
import Findings
import HTML
import PDF
import Packs
import Proof
import Quantities
import Report
import Spreadsheets
import Storage
import Styling
import Typesetting

/// What drawing needs and no two threads may share.
final class DrawingTools {
  let library: FontLibrary

  init(_ theme: Theme) throws(RunFailure) {
    do {
      library = try FontLibrary(fontFiles: theme.fontFiles)
    } catch {
      throw .rendering(pack: "every organisation", reason: error.description)
    }
  }
}

/// A finished pack, its files already written: what the proof and the release-wide pages need of it.
struct MadePack: Sendable {
  var target: PackTarget
  var name: String
  var evidence: PackEvidence
  /// Its files, by path in the month's folder, with their digests.
  var files: [WrittenFile]
  /// Labels without room, characters that the font lacks.
  var notes: [String]
  /// Pages of the PDF, nought without one.
  var pageCount: Int
  /// The first page of each section in the PDF.
  var pages: [String: Int]
  /// Anchor and title of each section.
  var sections: [(anchor: String, title: String)]
  /// Its distinct figures, for `figures`, explain and counts.
  var figureCount: Int
  /// What is to be said of the texts of persons in it.
  var findings: [Finding]
}

/// Makes packs: document, then each of its files, then what it says read back from them. Shared by all threads.
struct PackMaker: Sendable {
  let assembly: PackAssembly
  let templates: PageTemplates
  let theme: Theme
  let measure: FontMetrics
  let formats: Set<OutputFormat>
  let sources: [FigureSource]
  let facts: FactsOfFigures
  /// What the programme's lists call each code, for the proof alone.
  let register: NameRegister

  /// What the packs are made from.
  var context: PackContext { assembly.context }

  /// The pack's document, with small numbers held back as its readers' policy says.
  func document(_ target: PackTarget) throws(RunFailure) -> ReportDocument {
    guard let report = assembly.pack(target.kind, target.code) else {
      throw .unknownCode(target.code, nearest: nil)
    }
    return report
  }

  /// Makes a pack and writes its files through `write`.
  func make(_ target: PackTarget, _ tools: DrawingTools, write: (PackFile) throws(RunFailure) -> WrittenFile) throws(RunFailure) -> MadePack {
    let report = try document(target)
    let rendered = try render(report, target, tools)
    var written: [WrittenFile] = []
    for file in rendered.files { written.append(try write(file)) }
    return made(report, target, rendered, written)
  }

  /// What a pack's files say, whether just rendered or read from a part.
  func made(_ report: ReportDocument, _ target: PackTarget, _ rendered: RenderedPack, _ written: [WrittenFile]) -> MadePack {
    let evidence = PackEvidence(
      of: report, html: rendered.html, pdf: rendered.pdf.map { ($0, rendered.pages) }, workbook: rendered.workbook, register: register,
      unit: figureUnit)
    return MadePack(
      target: target, name: report.identity.name, evidence: evidence, files: written, notes: rendered.notes, pageCount: rendered.pageCount,
      pages: rendered.pages, sections: report.sections.map { ($0.anchor, $0.title) }, figureCount: evidence.values.count,
      findings: report.remarks.map(\.finding))
  }

  /// Every file of a pack as bytes.
  func render(_ report: ReportDocument, _ target: PackTarget, _ tools: DrawingTools) throws(RunFailure) -> RenderedPack {
    let stem = target.fileStem + "_" + report.identity.period.fileLabel
    let folder = target.folder + "/"
    let up = target.kind == .programme ? "../" : "../../"
    let figures = FigureIndex(report)
    var pack = RenderedPack()
    if formats.contains(.html) {
      let page: RenderedPage
      do {
        page = try renderHTML(
          report, templates: templates,
          links: PackLinks(
            pdf: formats.contains(.pdf) ? stem + ".pdf" : nil, workbook: formats.contains(.xlsx) ? stem + ".xlsx" : nil, data: "figures.json",
            allPacks: up + "index.html", dataFolder: "data/"),
          measure: measure, passports: PassportMaterial(facts: facts, sources: sources, figures: figures))
      } catch {
        throw RunFailure(error, pack: target.code)
      }
      pack.html = page.bytes
      pack.notes += page.droppedLabels.map { "HTML: no room for the label \($0)" }
      pack.files.append(PackFile(path: folder + stem + ".html", bytes: page.bytes))
    }
    if formats.contains(.pdf) {
      let document: RenderedPDF
      do {
        document = try renderPDF(report, theme: theme, library: tools.library)
      } catch {
        throw .rendering(pack: target.code, reason: error.description)
      }
      pack.pdf = document.bytes
      pack.pages = document.pages
      pack.pageCount = document.pageCount
      pack.notes += document.notes.map { "PDF: \($0)" }
      pack.files.append(PackFile(path: folder + stem + ".pdf", bytes: document.bytes))
    }
    if formats.contains(.xlsx) {
      do {
        let workbook = try renderWorkbook(report, theme: theme)
        pack.workbook = workbook
        pack.files.append(PackFile(path: folder + stem + ".xlsx", bytes: workbook))
      } catch {
        throw RunFailure(error, of: folder + stem + ".xlsx", pack: target.code)
      }
    }
    if formats.contains(.rows) {
      do {
        if let rows = try PackRows(context, theme: theme).workbook(report, target) {
          pack.files.append(PackFile(path: folder + stem + "_rows.xlsx", bytes: rows.bytes))
        }
      } catch {
        throw RunFailure(error, of: folder + stem + "_rows.xlsx", pack: target.code)
      }
    }
    pack.files.append(
      PackFile(path: folder + "figures.json", bytes: figuresFile(of: report, figures, sources: sources, facts: facts)))
    let data = dataFiles(of: report)
    for file in data + [dataPackage(of: report, files: data, facts: facts)] {
      pack.files.append(PackFile(path: folder + "data/" + file.name, bytes: file.bytes))
    }
    if formats.contains(.png) { pack.files += try pictures(of: report, folder: folder, tools) }
    return pack
  }

  private func pictures(of report: ReportDocument, folder: String, _ tools: DrawingTools) throws(RunFailure) -> [PackFile] {
    var files: [PackFile] = []
    var names: Set<String> = []
    for section in report.sections {
      for case .chart(let block) in section.blocks where !block.chart.isEmpty && names.insert(block.id).inserted {
        do {
          let scene = block.chart.scene(width: 493.2, medium: .page, measure: measure)
          files.append(
            PackFile(path: folder + "charts/" + block.id + ".png", bytes: try pngImage(of: scene, theme: theme, library: tools.library)))
        } catch {
          throw .rendering(pack: report.identity.code, reason: error.description)
        }
      }
    }
    return files
  }
}

/// The files of one pack as bytes, and what is needed to read them back.
struct RenderedPack: Sendable {
  var files: [PackFile] = []
  var html: [UInt8]?
  var pdf: [UInt8]?
  var workbook: [UInt8]?
  var pages: [String: Int] = [:]
  var pageCount = 0
  var notes: [String] = []
}

/// A file as it stands on the disk.
struct WrittenFile: Sendable, Hashable {
  var path: String
  var sha256: String
  var byteCount: Int
}

extension RunFailure {
  /// A failure of the HTML renderer.
  init(_ error: RenderingError, pack: String) {
    switch error {
    case .templates(let findings): self = .templates(findings)
    case .noMarks(let chart): self = .rendering(pack: pack, reason: "the chart “\(chart)” has data and drew nothing")
    }
  }
}

extension RunFailure {
  /// A workbook that could not be made: a full disk is told as for any other file.
  init(_ error: SpreadsheetError, of file: String, pack: String) {
    self = error.fileFault.map { .output(OutputError(.inputOutput, "write", file, code: $0)) } ?? .rendering(pack: pack, reason: error.description)
  }
}
