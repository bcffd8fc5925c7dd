import CLinux
import CXlsxWriter
import Glibc

/// A workbook that is being written by libxlsxwriter, whose only importer this module is. It has one owner, on one thread.
///
/// The library can write to a path alone, so the file is one in memory, which no other program can open by name; its parts are gathered in temporary files
/// without a name, in memory too where the machine has room for them there.
final class WorkbookFile {
  /// The library's workbook; nil once it is finished, when the library has freed it.
  private var book: UnsafeMutablePointer<lxw_workbook>?
  private let descriptor: Int32
  /// C strings that the library reads until the workbook is finished.
  private var texts: [UnsafeMutablePointer<CChar>] = []
  /// The format that was asked for last, which most cells ask for again.
  private var last: (look: CellLook, format: UnsafeMutablePointer<lxw_format>)?
  private var formats: [CellLook: UnsafeMutablePointer<lxw_format>] = [:]
  private let colours: SheetColours

  /// Begins a workbook.
  ///
  /// - Parameter isConstantMemory: whether a row is final once the next is begun, so that memory does not grow with the rows. Such a workbook has no tables.
  init(isConstantMemory: Bool, colours: SheetColours) throws(SpreadsheetError) {
    descriptor = make_memory_file("workbook")
    self.colours = colours
    guard descriptor >= 0 else {
      let number = errno
      throw SpreadsheetError(operation: "make a file in memory", reason: String(cString: strerror(number)), fileFault: number)
    }
    var options = lxw_workbook_options()
    options.constant_memory = isConstantMemory ? 1 : 0
    options.tmpdir = isConstantMemory ? nil : Self.temporaryFolder.flatMap(kept)
    book = workbook_new_opt("/proc/self/fd/\(descriptor)", &options)
    guard book != nil else { throw SpreadsheetError(operation: "begin a workbook", reason: "out of memory") }
  }

  deinit {
    if let book { lxw_workbook_free(book) }
    for text in texts { free(text) }
    if descriptor >= 0 { close(descriptor) }
  }

  /// Where parts are gathered: in memory where that can be written to, since a workbook has some two hundred of
  /// them, else where the library chooses. Rows go where there is room for all of them, which is the library's choice.
  private static let temporaryFolder = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : nil

  /// A copy of a text that stays until the workbook is finished.
  func kept(_ text: String) -> UnsafeMutablePointer<CChar>? {
    let copy = strdup(text)
    if let copy { texts.append(copy) }
    return copy
  }

  /// The library's workbook while it is being written.
  private func open(_ operation: String) throws(SpreadsheetError) -> UnsafeMutablePointer<lxw_workbook> {
    guard let book else { throw SpreadsheetError(operation: operation, reason: "the workbook is finished") }
    return book
  }

  /// Adds a sheet.
  func addSheet(_ name: String) throws(SpreadsheetError) -> SheetFile {
    let operation = "add the sheet \(name)"
    guard let sheet = workbook_add_worksheet(try open(operation), name) else {
      throw SpreadsheetError(operation: operation, reason: "its name is not allowed, or taken")
    }
    return SheetFile(sheet, name: name, of: self)
  }

  /// Adds a chart, to be put on a sheet.
  func addChart(_ kind: lxw_chart_type) throws(SpreadsheetError) -> UnsafeMutablePointer<lxw_chart> {
    guard let chart = workbook_add_chart(try open("add a chart"), UInt8(kind.rawValue)) else {
      throw SpreadsheetError(operation: "add a chart", reason: "out of memory")
    }
    return chart
  }

  /// What the workbook says of itself to who looks at its properties.
  func setProperties(_ properties: WorkbookProperties) throws(SpreadsheetError) {
    let book = try open("set the properties")
    var list = lxw_doc_properties()
    list.title = kept(properties.title)
    list.subject = kept(properties.subject)
    list.author = kept(properties.author)
    list.category = kept(properties.category)
    list.keywords = kept(properties.keywords)
    list.comments = kept(properties.comments)
    // Without a date the library would write the present one.
    list.created = time_t(properties.created)
    try check(workbook_set_properties(book, &list), "set the properties")
    for (name, value) in properties.custom where !value.isEmpty {
      try check(workbook_set_custom_property_string(book, name, value), "set the property \(name)")
    }
  }

  /// The library's format of a look, made when it is first asked for.
  func format(_ look: CellLook) throws(SpreadsheetError) -> UnsafeMutablePointer<lxw_format> {
    if let last, last.look == look { return last.format }
    if let known = formats[look] {
      last = (look, known)
      return known
    }
    guard let format = workbook_add_format(try open("add a format")) else {
      throw SpreadsheetError(operation: "add a format", reason: "out of memory")
    }
    look.apply(to: format, colours)
    formats[look] = format
    return format
  }

  /// Ends the workbook.
  ///
  /// - Returns: its bytes.
  func finish() throws(SpreadsheetError) -> [UInt8] {
    let operation = "finish the workbook"
    let book = try open(operation)
    // The library frees the workbook whether it succeeds or not.
    self.book = nil
    try check(workbook_close(book), operation)
    let count = Int(lseek(descriptor, 0, SEEK_END))
    guard count > 0 else { throw SpreadsheetError(operation: operation, reason: "nothing was written", fileFault: EIO) }
    var fault: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { space, filled in
      while filled < count {
        let got = pread(descriptor, space.baseAddress.map { $0 + filled }, count - filled, off_t(filled))
        if got < 0, errno == EINTR { continue }
        guard got > 0 else {
          fault = got < 0 ? errno : EIO
          break
        }
        filled += got
      }
    }
    guard bytes.count == count else { throw SpreadsheetError(operation: operation, reason: String(cString: strerror(fault)), fileFault: fault) }
    return bytes
  }
}

/// Throws what the library says of an operation, unless it succeeded.
func check(_ code: lxw_error, _ operation: @autoclosure () -> String) throws(SpreadsheetError) {
  if code == LXW_NO_ERROR { return }
  let number = errno
  let isOfFile = (LXW_ERROR_CREATING_XLSX_FILE.rawValue...LXW_ERROR_ZIP_CLOSE.rawValue).contains(code.rawValue)
  let reason = lxw_strerror(code).map { String(cString: $0) } ?? "the library gives no reason"
  throw SpreadsheetError(
    operation: operation(), reason: "\(reason) (libxlsxwriter status \(code.rawValue))", fileFault: isOfFile ? (number == 0 ? EIO : number) : nil)
}

/// What a workbook says of itself.
struct WorkbookProperties {
  var title: String
  var subject: String
  var author: String
  var category: String
  var keywords: String
  var comments: String
  /// Seconds since 1970, so that the bytes are the same on any day.
  var created: Int
  /// Further properties by name.
  var custom: [(name: String, value: String)]
}
