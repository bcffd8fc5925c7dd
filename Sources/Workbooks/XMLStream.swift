import CXML2

/// The name of an element without its prefix: strict and transitional workbooks differ in their namespaces alone.
struct XMLName {
  fileprivate let start: UnsafePointer<UInt8>

  static func == (name: XMLName, text: StaticString) -> Bool { isSame(name.start, text) }
}

private func isSame(_ start: UnsafePointer<UInt8>, _ text: StaticString) -> Bool {
  let wanted = text.utf8Start
  var index = 0
  while index < text.utf8CodeUnitCount {
    if start[index] != wanted[index] { return false }
    index += 1
  }
  return start[index] == 0
}

/// The attributes of an element.
struct XMLAttributes {
  fileprivate let start: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
  fileprivate let count: Int

  /// The value of an attribute by its name without prefix; nil where it is not there.
  subscript(_ name: StaticString) -> UnsafeBufferPointer<UInt8>? {
    guard let start else { return nil }
    for place in 0..<count {
      // Five pointers each: name, prefix, namespace, start and end of the value.
      guard let own = start[5 * place], isSame(own, name), let first = start[5 * place + 3], let end = start[5 * place + 4] else { continue }
      return UnsafeBufferPointer(start: first, count: end - first)
    }
    return nil
  }

  /// The value of an attribute as text.
  func text(_ name: StaticString) -> String? { self[name].map { String(decoding: $0, as: UTF8.self) } }
  /// Whether an attribute says yes.
  func isTrue(_ name: StaticString) -> Bool { self[name].map { $0.elementsEqual([0x31]) || $0.elementsEqual("true".utf8) } ?? false }
}

/// What is told of the elements of an XML part, in their order. A subclass overrides what it wants to hear.
class XMLEvents {
  /// What a handler found wrong with what it was told: no more is read.
  var fault: WorkbookFault?
  fileprivate var isRefused = false
  fileprivate var parser: xmlParserCtxtPtr?

  /// An element begins.
  func open(_ name: XMLName, _ attributes: XMLAttributes) {}
  /// An element ends.
  func close(_ name: XMLName) {}
  /// Text within an element; one text may come in several pieces.
  func text(_ bytes: UnsafeBufferPointer<UInt8>) {}

  /// Says what is wrong and stops.
  final func stop(_ fault: WorkbookFault) {
    if self.fault == nil { self.fault = fault }
    if let parser { xmlStopParser(parser) }
  }
}

/// Parses XML as it comes, in memory that does not grow with it.
///
/// No entity beyond the five of XML is ever expanded and nothing is ever fetched: a document type stops the parser.
final class XMLStream {
  private let parser: xmlParserCtxtPtr
  private let events: XMLEvents
  private let name: String
  /// How many bytes it was given.
  private(set) var given = 0
  /// Whether it has told of everything in the bytes that it was given.
  var hasTakenAll: Bool { xmlByteConsumed(parser) == given }

  /// Begins a part.
  init(_ events: XMLEvents, part name: String) throws(WorkbookFault) {
    self.events = events
    self.name = name
    var sax = xmlSAXHandler()
    sax.initialized = UInt32(XML_SAX2_MAGIC)
    sax.startElementNs = { context, local, _, _, _, _, count, _, attributes in
      guard let events = eventsOf(context), events.fault == nil, let local else { return }
      events.open(XMLName(start: local), XMLAttributes(start: attributes, count: Int(count)))
    }
    sax.endElementNs = { context, local, _, _ in
      guard let events = eventsOf(context), events.fault == nil, let local else { return }
      events.close(XMLName(start: local))
    }
    sax.characters = { context, text, count in
      guard let events = eventsOf(context), events.fault == nil, let text else { return }
      events.text(UnsafeBufferPointer(start: text, count: Int(count)))
    }
    sax.cdataBlock = sax.characters
    sax.internalSubset = { context, _, _, _ in
      guard let events = eventsOf(context) else { return }
      events.isRefused = true
      if let parser = events.parser { xmlStopParser(parser) }
    }
    // Errors are asked for, and never printed.
    sax.serror = { _, _ in }
    guard let parser = xmlCreatePushParserCtxt(&sax, Unmanaged.passUnretained(events).toOpaque(), nil, 0, nil) else {
      throw WorkbookFault(.unreadable, "there is no memory to read the part \(name)")
    }
    // Without it `&amp;` in an attribute stays as it stands; other entities there are none, since a document type is refused.
    xmlCtxtUseOptions(parser, Int32(XML_PARSE_NONET.rawValue | XML_PARSE_NOENT.rawValue))
    self.parser = parser
    events.parser = parser
  }

  deinit {
    events.parser = nil
    xmlFreeParserCtxt(parser)
  }

  /// Parses more.
  ///
  /// - Parameter isLast: whether the part ends with these bytes.
  func parse(_ bytes: UnsafeRawBufferPointer, isLast: Bool) throws(WorkbookFault) {
    given += bytes.count
    let status = xmlParseChunk(parser, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count), isLast ? 1 : 0)
    if events.isRefused {
      throw WorkbookFault(.refused, "the part \(name) has a document type, by which entities are defined; a workbook has none")
    }
    if let fault = events.fault { throw fault }
    guard status == 0 else {
      let line = xmlCtxtGetLastError(parser).map { Int($0.pointee.line) } ?? 0
      let reason = xmlCtxtGetLastError(parser).flatMap { $0.pointee.message }.map { String(cString: $0) } ?? "not well formed"
      throw WorkbookFault(.badXML, "the part \(name) is not well-formed XML, line \(line): \(reason.filter { $0 != "\n" })")
    }
  }
}

private func eventsOf(_ context: UnsafeMutableRawPointer?) -> XMLEvents? {
  context.map { Unmanaged<XMLEvents>.fromOpaque($0).takeUnretainedValue() }
}

extension ZipPart {
  /// Parses all of the part.
  func parse(_ events: XMLEvents) throws(WorkbookFault) {
    let stream = try XMLStream(events, part: name)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      let got = try read(into: buffer)
      try stream.parse(UnsafeRawBufferPointer(rebasing: buffer[..<got]), isLast: got == 0)
      if got == 0 { return }
    }
  }
}
