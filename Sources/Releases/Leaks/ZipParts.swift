import CZip

extension FileScan {
  /// A workbook, a document or any other zip file: the name, the comment and the contents of every part, shown or hidden. Every part that is XML is read as
  /// such: shared and inline strings, cells, comments, hidden sheets, defined names, properties, custom XML, links to other workbooks, pivot caches.
  mutating func searchZip(_ bytes: [UInt8], _ label: String) {
    let parts: [ZipPart]
    switch readZip(bytes, limit: allowance) {
    case .failure(let fault): return cannotRead(label.isEmpty ? "the file" : String(label.dropLast(2)), fault.reason)
    case .success(let read): parts = read
    }
    let workbook = Workbook(parts)
    for part in parts {
      search(part.name, at: label + "the name of its part \(part.name)")
      if !part.comment.isEmpty { search(part.comment, at: label + "the comment on its part \(part.name)") }
      guard let contents = part.contents else {
        cannotRead(label + part.name, part.fault)
        continue
      }
      allowance -= contents.count
      let place = label + workbook.words(of: part.name)
      if part.name == "xl/sharedStrings.xml" {
        searchSharedStrings(contents, workbook, place)
      } else {
        surroundings = workbook.contexts[part.name] ?? []
        open(contents, name: part.name, inside: place)
        surroundings = []
      }
    }
  }

  /// Strings that cells share: the place is the cell that shows them.
  private mutating func searchSharedStrings(_ bytes: [UInt8], _ workbook: Workbook, _ place: String) {
    let text = markupText(bytes, isXML: true)
    // Worked out for the first place that is asked for: most workbooks have none.
    var strings: SharedStrings?
    for one in [text.shown, text.hidden] {
      search(one) { source, part in
        let known = strings ?? SharedStrings(bytes, of: workbook)
        strings = known
        let number = known.number(at: source)
        return Place(
          words: "\(place), shared string \(number + 1)" + (workbook.cell(ofSharedString: number).map { ", \($0)" } ?? ", in no cell"),
          contexts: [], everywhere: known.contexts(of: number))
      }
    }
    for (name, inner) in text.embedded { open(inner, name: name, inside: place) }
  }
}

/// A part of a zip file.
struct ZipPart: Sendable {
  var name: String
  var comment: String
  /// Its bytes; nil where they cannot be read, and then why.
  var contents: [UInt8]?
  var fault = ""
}

/// Why a zip file could not be opened.
private struct ZipFault: Error {
  var reason: String
}

private func readZip(_ bytes: [UInt8], limit: Int) -> Result<[ZipPart], ZipFault> {
  bytes.withUnsafeBytes { buffer in
    var error = zip_error_t()
    zip_error_init(&error)
    defer { zip_error_fini(&error) }
    guard let source = zip_source_buffer_create(buffer.baseAddress, zip_uint64_t(buffer.count), 0, &error) else {
      return .failure(ZipFault(reason: "its parts cannot be listed: " + String(cString: zip_error_strerror(&error))))
    }
    guard let archive = zip_open_from_source(source, ZIP_RDONLY, &error) else {
      zip_source_free(source)
      return .failure(ZipFault(reason: "its parts cannot be listed: " + String(cString: zip_error_strerror(&error))))
    }
    defer { zip_discard(archive) }
    var parts: [ZipPart] = []
    var left = limit
    var length: Int32 = 0
    if let comment = zip_get_archive_comment(archive, &length, zip_flags_t(ZIP_FL_ENC_GUESS)), length > 0 {
      parts.append(ZipPart(name: "the zip file’s comment", comment: "", contents: Array(String(cString: comment).utf8)))
    }
    for index in 0..<zip_uint64_t(max(0, zip_get_num_entries(archive, 0))) {
      var status = zip_stat_t()
      guard zip_stat_index(archive, index, 0, &status) == 0, let name = zip_get_name(archive, index, zip_flags_t(ZIP_FL_ENC_GUESS)) else { continue }
      var part = ZipPart(name: String(cString: name), comment: "", contents: nil)
      var count: zip_uint32_t = 0
      if let comment = zip_file_get_comment(archive, index, &count, zip_flags_t(ZIP_FL_ENC_GUESS)) { part.comment = String(cString: comment) }
      let size = Int(clamping: status.size)
      if size > left {
        part.fault = "it is larger than the leak test unpacks"
      } else if let file = zip_fopen_index(archive, index, 0) {
        defer { zip_fclose(file) }
        var got: zip_int64_t = 0
        let contents = [UInt8](unsafeUninitializedCapacity: size) { space, count in
          while count < size {
            got = zip_fread(file, space.baseAddress.map { $0 + count }, zip_uint64_t(size - count))
            if got <= 0 { break }
            count += Int(got)
          }
        }
        if contents.count == size { part.contents = contents } else { part.fault = "it is damaged" }
        left -= contents.count
      } else {
        part.fault = status.encryption_method == ZIP_EM_NONE ? "it cannot be unpacked" : "it is encrypted"
      }
      parts.append(part)
    }
    return .success(parts)
  }
}
