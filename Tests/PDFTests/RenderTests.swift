import Foundation
import Testing
import Typesetting

@testable import PDF

@Suite struct RenderTests {
  @Test func aPackIsRendered() throws {
    let library = try FontLibrary(fontFiles: SampleReport.fonts)
    let pdf = try renderPDF(SampleReport.report(), theme: SampleReport.theme, library: library)
    #expect(pdf.pageCount == 9)
    if let path = ProcessInfo.processInfo.environment["OUTTURN_SAMPLE_PDF"] { try Data(pdf.bytes).write(to: URL(fileURLWithPath: path)) }
  }
}
