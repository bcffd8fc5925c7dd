import CCairo
import Foundation
import TestSupport

/// The programs that look at what was encrypted and signed.
enum ProtectionTool {
  /// What a program wrote and how it ended.
  struct Result {
    let status: Int32
    let output: String
    let error: String
  }

  struct Missing: Error, CustomStringConvertible {
    let program: String
    let package: String
    var description: String { "\(program) is not installed: apt-get install \(package)" }
  }

  private static let packages = ["qpdf": "qpdf", "pdfinfo": "poppler-utils", "pdftotext": "poppler-utils", "openssl": "openssl", "7zz": "7zip"]

  /// Runs a program to its end.
  static func run(_ program: String, _ arguments: String..., input: String = "") throws -> Result { try run(program, arguments, input: input) }

  /// Runs a program to its end.
  static func run(_ program: String, _ arguments: [String], input: String = "") throws -> Result {
    guard let path = ["/usr/bin/", "/bin/"].map({ $0 + program }).first(where: FileManager.default.isExecutableFile(atPath:)) else {
      throw Missing(program: program, package: packages[program] ?? program)
    }
    // Files and not pipes, of which a full one would stop the program.
    let folder = try TemporaryFolder()
    let (inputFile, outputFile, errorFile) = (folder.path + "/in", folder.path + "/out", folder.path + "/err")
    for file in [inputFile, outputFile, errorFile] { try Data(file == inputFile ? Data(input.utf8) : Data()).write(to: URL(fileURLWithPath: file)) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"]
    process.standardInput = FileHandle(forReadingAtPath: inputFile)
    process.standardOutput = FileHandle(forWritingAtPath: outputFile)
    process.standardError = FileHandle(forWritingAtPath: errorFile)
    try process.run()
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus, output: try String(contentsOfFile: outputFile, encoding: .utf8),
      error: try String(contentsOfFile: errorFile, encoding: .utf8))
  }
}

/// A PDF of a few pages, each with a line of text.
enum SamplePDF {
  static func text(_ page: Int) -> String { "Page \(page) of the pack" }

  static func make(pages: Int = 3, title: String = "A pack for 10H", width: Double = 595, height: Double = 842) -> [UInt8] {
    let sink = Sink()
    let surface = cairo_pdf_surface_create_for_stream(Sink.write, Unmanaged.passUnretained(sink).toOpaque(), width, height)
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title)
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "2016-04-14T00:00:00Z")
    let context = cairo_create(surface)
    for page in 1...pages {
      cairo_set_source_rgb(context, 0, 0.37, 0.72)
      cairo_rectangle(context, 0, 0, width / 2, height / 4)
      cairo_fill(context)
      cairo_set_source_rgb(context, 0, 0, 0)
      cairo_select_font_face(context, "Liberation Sans", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL)
      cairo_set_font_size(context, 24)
      cairo_move_to(context, 72, height / 2)
      cairo_show_text(context, text(page))
      cairo_show_page(context)
    }
    cairo_destroy(context)
    cairo_surface_finish(surface)
    cairo_surface_destroy(surface)
    return withExtendedLifetime(sink) { sink.bytes }
  }

  private final class Sink {
    var bytes: [UInt8] = []
    static let write: @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<UInt8>?, UInt32) -> cairo_status_t = { closure, data, length in
      guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
      Unmanaged<Sink>.fromOpaque(closure).takeUnretainedValue().bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
      return CAIRO_STATUS_SUCCESS
    }
  }
}

extension TemporaryFolder {
  /// Writes a file into it and gives its path.
  func file(_ name: String, _ bytes: [UInt8]) throws -> String {
    let path = path + "/" + name
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    return path
  }
}
