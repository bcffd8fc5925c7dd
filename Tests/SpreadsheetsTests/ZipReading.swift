import CZip

/// A workbook that is no zip file.
struct NoZip: Error {}

/// The parts of a zip file with their texts, in its order.
func partsOfZip(_ bytes: [UInt8]) throws -> [(name: String, text: String)] {
  try bytes.withUnsafeBytes { buffer in
    var error = zip_error_t()
    zip_error_init(&error)
    defer { zip_error_fini(&error) }
    guard let source = zip_source_buffer_create(buffer.baseAddress, zip_uint64_t(buffer.count), 0, &error),
      let archive = zip_open_from_source(source, ZIP_RDONLY, &error)
    else { throw NoZip() }
    defer { zip_discard(archive) }
    var parts: [(name: String, text: String)] = []
    for index in 0..<zip_uint64_t(max(0, zip_get_num_entries(archive, 0))) {
      var status = zip_stat_t()
      guard zip_stat_index(archive, index, 0, &status) == 0, let name = zip_get_name(archive, index, 0), let file = zip_fopen_index(archive, index, 0)
      else { throw NoZip() }
      defer { zip_fclose(file) }
      var contents = [UInt8](repeating: 0, count: Int(status.size))
      let got = zip_fread(file, &contents, status.size)
      guard got == zip_int64_t(status.size) else { throw NoZip() }
      parts.append((String(cString: name), String(decoding: contents, as: UTF8.self)))
    }
    return parts
  }
}
