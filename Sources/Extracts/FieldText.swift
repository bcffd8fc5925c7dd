/// A field's text: where it starts and how long it is, without quotes and outer spaces.
struct FieldText {
  var start: UnsafePointer<UInt8>
  var length: Int
  /// The bytes.
  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: length) }
}

/// Takes quotes and outer spaces off fields; doubled quotes are made single in memory of its own.
struct FieldCleaner: ~Copyable {
  private var scratch: UnsafeMutablePointer<UInt8>
  private var capacity: Int

  init() {
    capacity = 1024
    scratch = .allocate(capacity: capacity)
  }

  deinit { scratch.deallocate() }

  /// The text of the raw field between two separators. What it returns holds until the next call.
  @inline(__always)
  mutating func text(_ start: UnsafePointer<UInt8>, _ length: Int) -> FieldText {
    // Above 22 there is neither space nor quote.
    if length == 0 || (start[0] > 0x22 && start[length &- 1] > 0x20) { return FieldText(start: start, length: length) }
    return clean(start, length)
  }

  private mutating func clean(_ start: UnsafePointer<UInt8>, _ length: Int) -> FieldText {
    var field = trimmed(FieldText(start: start, length: length))
    guard field.length >= 1, field.start[0] == 0x22 else { return field }
    // What follows a closing quote belongs to nobody knows what: the text stays as it stands.
    if field.start == start, start[length &- 1] != 0x22 { return field }
    field.start += 1
    field.length -= 1
    if field.length > 0, field.start[field.length - 1] == 0x22 { field.length -= 1 }
    if field.bytes.contains(0x22) {
      if field.length + 16 > capacity {
        scratch.deallocate()
        capacity = field.length * 2 + 16
        scratch = .allocate(capacity: capacity)
      }
      var used = 0
      var index = 0
      while index < field.length {
        scratch[used] = field.start[index]
        used += 1
        index += field.start[index] == 0x22 && index + 1 < field.length && field.start[index + 1] == 0x22 ? 2 : 1
      }
      field = FieldText(start: UnsafePointer(scratch), length: used)
    }
    return trimmed(field)
  }

  private func trimmed(_ field: FieldText) -> FieldText {
    var field = field
    while field.length > 0, field.start[field.length - 1] <= 0x20 { field.length -= 1 }
    while field.length > 0, field.start[0] <= 0x20 {
      field.start += 1
      field.length -= 1
    }
    return field
  }
}
