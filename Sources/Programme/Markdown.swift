import CCMark
package import Findings

/// The deepest nesting of quotes and lists that is followed.
private let deepestNesting = 20

/// Reads Markdown (CommonMark) into prose. Raw HTML and pictures are left out with a finding; links keep their text, followed by the address where it says more.
/// `{{figure:ID}}` becomes a citation, wherever text may stand.
///
/// - Parameters:
///   - bytes: The file's bytes, UTF-8; other bytes become the replacement character.
///   - file: The file's name in findings.
package func readMarkdown(_ bytes: [UInt8], file: String) -> (prose: Prose, findings: [Finding]) {
  var body = bytes[...]
  if body.starts(with: [0xEF, 0xBB, 0xBF]) { body = body.dropFirst(3) }
  var marked = CitationMarks(String(decoding: body, as: UTF8.self), file: file)
  marked.mark()
  body = Array(marked.text.utf8)[...]
  let document = body.withUnsafeBytes { buffer in
    cmark_parse_document(buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count, CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8)
  }
  guard let document else { return (Prose([]), [ProgrammeCheck.commentary.at(Origin(file: file), "the text can't be read as Markdown")]) }
  defer { cmark_node_free(document) }
  var walk = MarkdownWalk(file: file, citations: marked.citations)
  walk.blocks(under: document, depth: 0)
  return (Prose(walk.result), marked.findings + walk.findings)
}

private struct MarkdownWalk {
  let file: String
  let citations: [ProseCitation]
  var result: [ProseBlock] = []
  var findings: [Finding] = []

  init(file: String, citations: [ProseCitation]) {
    self.file = file
    self.citations = citations
  }

  mutating func blocks(under parent: OpaquePointer, depth: Int) {
    guard depth < deepestNesting else {
      report(parent, "text nested more than \(deepestNesting) deep is left out")
      return
    }
    for node in children(parent) {
      switch cmark_node_get_type(node) {
      case CMARK_NODE_HEADING: append(.heading(level: Int(cmark_node_get_heading_level(node)), runs(node)))
      case CMARK_NODE_PARAGRAPH: append(.paragraph(runs(node)))
      case CMARK_NODE_LIST:
        var items: [[ProseRun]] = []
        collectItems(of: node, into: &items, depth: depth)
        guard !items.isEmpty else { continue }
        result.append(cmark_node_get_list_type(node) == CMARK_ORDERED_LIST ? .numbered(items) : .bullets(items))
      case CMARK_NODE_BLOCK_QUOTE: blocks(under: node, depth: depth + 1)
      case CMARK_NODE_CODE_BLOCK: append(.paragraph(joined([ProseRun(text(node).split(separator: "\n").joined(separator: " "))])))
      case CMARK_NODE_HTML_BLOCK: report(node, "HTML is left out of commentary")
      default: continue
      }
    }
  }

  private mutating func append(_ block: ProseBlock) {
    switch block {
    case .heading(_, let runs), .paragraph(let runs): if runs.plainText.contains(where: { !$0.isWhitespace }) { result.append(block) }
    default: result.append(block)
    }
  }

  /// The items of a list; those of lists inside it follow their own item, at the same level.
  private mutating func collectItems(of list: OpaquePointer, into items: inout [[ProseRun]], depth: Int) {
    guard depth < deepestNesting else {
      report(list, "text nested more than \(deepestNesting) deep is left out")
      return
    }
    for item in children(list) {
      var own: [ProseRun] = []
      var inner: [[ProseRun]] = []
      for part in children(item) {
        switch cmark_node_get_type(part) {
        case CMARK_NODE_LIST: collectItems(of: part, into: &inner, depth: depth + 1)
        case CMARK_NODE_CODE_BLOCK: own += [ProseRun(text(part).split(separator: "\n").joined(separator: " "))]
        case CMARK_NODE_HTML_BLOCK: report(part, "HTML is left out of commentary")
        default:
          if !own.isEmpty { own.append(ProseRun(" ")) }
          own += runs(part)
        }
      }
      if own.plainText.contains(where: { !$0.isWhitespace }) { items.append(joined(own)) }
      items += inner
    }
  }

  private mutating func runs(_ node: OpaquePointer) -> [ProseRun] {
    var found: [ProseRun] = []
    inline(node, isStrong: false, isEmphasised: false, depth: 0, into: &found)
    return joined(found)
  }

  private mutating func inline(_ parent: OpaquePointer, isStrong: Bool, isEmphasised: Bool, depth: Int, into found: inout [ProseRun]) {
    guard depth < deepestNesting else { return }
    for node in children(parent) {
      switch cmark_node_get_type(node) {
      case CMARK_NODE_TEXT, CMARK_NODE_CODE: found.append(ProseRun(text(node), isStrong: isStrong, isEmphasised: isEmphasised))
      case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: found.append(ProseRun(" ", isStrong: isStrong, isEmphasised: isEmphasised))
      case CMARK_NODE_STRONG: inline(node, isStrong: true, isEmphasised: isEmphasised, depth: depth + 1, into: &found)
      case CMARK_NODE_EMPH: inline(node, isStrong: isStrong, isEmphasised: true, depth: depth + 1, into: &found)
      case CMARK_NODE_LINK:
        let start = found.count
        inline(node, isStrong: isStrong, isEmphasised: isEmphasised, depth: depth + 1, into: &found)
        let address = cmark_node_get_url(node).map { String(cString: $0) } ?? ""
        let shown = found[start...].map(\.text).joined()
        if ["https://", "http://"].contains(where: address.hasPrefix), shown != address {
          found.append(ProseRun(" (\(address))", isStrong: isStrong, isEmphasised: isEmphasised))
        }
      case CMARK_NODE_IMAGE: report(parent, "a picture is left out of commentary")
      case CMARK_NODE_HTML_INLINE: report(parent, "HTML is left out of commentary")
      default: inline(node, isStrong: isStrong, isEmphasised: isEmphasised, depth: depth + 1, into: &found)
      }
    }
  }

  /// Neighbouring runs of one style put together, so that equal texts have equal trees; citations as runs of their own.
  private func joined(_ runs: [ProseRun]) -> [ProseRun] {
    var result: [ProseRun] = []
    for run in runs.flatMap({ CitationMarks.split($0, citations) }) where !run.text.isEmpty || run.citation != nil {
      if let last = result.last, last.citation == nil, run.citation == nil, last.isStrong == run.isStrong, last.isEmphasised == run.isEmphasised {
        result[result.count - 1].text += run.text
      } else {
        result.append(run)
      }
    }
    return result
  }

  private func children(_ parent: OpaquePointer) -> [OpaquePointer] {
    var nodes: [OpaquePointer] = []
    var next = cmark_node_first_child(parent)
    while let node = next {
      nodes.append(node)
      next = cmark_node_next(node)
    }
    return nodes
  }

  private func text(_ node: OpaquePointer) -> String { cmark_node_get_literal(node).map { String(cString: $0) } ?? "" }

  private mutating func report(_ node: OpaquePointer, _ message: String) {
    let line = Int(cmark_node_get_start_line(node))
    let origin = Origin(file: file, line: line > 0 ? line : nil)
    guard !findings.contains(where: { $0.origin == origin && $0.message == message }) else { return }
    findings.append(ProgrammeCheck.commentary.at(origin, message, hint: "use plain Markdown: headings, paragraphs, lists, **strong**, *emphasis*"))
  }
}
