import Drawing
import HTML
import PDF
import Packs
import Programme
import Proof
import Report
import Spreadsheets

/// The documents of all packs of a month, made once so that a benchmark can render them again and again.
package struct PreparedPacks {
  private let maker: PackMaker
  private let tools: DrawingTools
  private let packs: [(target: PackTarget, report: ReportDocument)]

  /// Reads the programme and makes the documents.
  ///
  /// - Parameter definitions: a folder of pack definitions that go before the templates'; nil for none.
  /// - Throws: `RunFailure`, as a build would.
  package init(_ request: RunRequest, definitions: String?) throws(RunFailure) {
    let inputs = try readInputs(request)
    let templating = try Templating(request, definitions: definitions)
    let context = PackContext(packInput(inputs, rules: templating.rules))
    maker = PackMaker(
      assembly: PackAssembly(context, templating.definitions), templates: templating.pages, theme: templating.theme, measure: templating.measure,
      formats: OutputFormat.standard, sources: figureSources(inputs.ledger), facts: FactsOfFigures(context),
      register: NameRegister(inputs.programme.organisations))
    tools = try DrawingTools(templating.theme)
    var packs: [(target: PackTarget, report: ReportDocument)] = []
    for target in PackTarget.all(of: context) { packs.append((target, try maker.document(target))) }
    self.packs = packs
  }

  /// How many packs there are.
  package var count: Int { packs.count }
  /// Whose pack it is: a code, `programme` for the programme's.
  package func code(_ pack: Int) -> String { packs[pack].target.code }

  /// Writes a pack as HTML.
  ///
  /// - Returns: how many bytes it has.
  /// - Throws: `RunFailure`, as a build would.
  package func html(_ pack: Int) throws(RunFailure) -> Int {
    let links = PackLinks(pdf: "pack.pdf", data: "figures.json", allPacks: "../../index.html", dataFolder: "data/")
    do {
      return try renderHTML(
        packs[pack].report, templates: maker.templates, links: links, measure: maker.measure,
        passports: PassportMaterial(facts: maker.facts, sources: maker.sources, figures: FigureIndex(packs[pack].report))
      ).bytes.count
    } catch {
      throw RunFailure(error, pack: packs[pack].target.code)
    }
  }

  /// Writes a pack as a workbook.
  ///
  /// - Returns: how many bytes it has.
  /// - Throws: `RunFailure`, as a build would.
  package func workbook(_ pack: Int) throws(RunFailure) -> Int {
    do {
      return try renderWorkbook(packs[pack].report, theme: maker.theme).count
    } catch {
      throw .rendering(pack: packs[pack].target.code, reason: error.description)
    }
  }

  /// Writes the rows of a pack's own organisation as a workbook.
  ///
  /// - Returns: how many cells hold something, and how many bytes it has; nil for a pack that has no such workbook.
  /// - Throws: `RunFailure`, as a build would.
  package func rows(_ pack: Int) throws(RunFailure) -> (cells: Int, bytes: Int)? {
    do {
      return try PackRows(maker.context, theme: maker.theme).workbook(packs[pack].report, packs[pack].target).map { ($0.cells, $0.bytes.count) }
    } catch {
      throw .rendering(pack: packs[pack].target.code, reason: error.description)
    }
  }

  /// Draws a pack as PDF.
  ///
  /// - Returns: how many pages and bytes it has.
  /// - Throws: `RunFailure`, as a build would.
  package func pdf(_ pack: Int) throws(RunFailure) -> (pages: Int, bytes: Int) {
    do {
      let document = try renderPDF(packs[pack].report, theme: maker.theme, library: tools.library)
      return (document.pageCount, document.bytes.count)
    } catch {
      throw .rendering(pack: packs[pack].target.code, reason: error.description)
    }
  }
}
