import Glibc

/// A password, token or passphrase that prints as `(secret)` wherever it is printed.
///
/// Its bytes lie in memory of its own, which is overwritten when nobody holds it any longer. Swift and the C libraries may have left copies of what
/// it was made from or handed to.
package struct Secret: Sendable {
  private let store: Store

  /// Takes a text.
  package init(_ text: String) { store = Store(Array(text.utf8)) }

  /// Takes the bytes of a text in UTF-8 and overwrites the caller's with zeros.
  package init(taking bytes: inout [UInt8]) {
    store = Store(bytes)
    overwrite(&bytes)
  }

  /// How many bytes of UTF-8 it has.
  package var byteCount: Int { store.bytes.count - 1 }

  /// Its bytes, UTF-8: a copy, which whoever asks for it keeps to themselves.
  package var bytes: [UInt8] { Array(store.bytes.dropLast()) }

  /// Its text: a copy, which whoever asks for it keeps to themselves.
  package var text: String { String(decoding: store.bytes.dropLast(), as: UTF8.self) }

  /// Runs with its bytes, ended by a zero, as C libraries take them.
  func withCString<R, E: Error>(_ work: (UnsafePointer<CChar>) throws(E) -> R) throws(E) -> R {
    try withExtendedLifetime(store) { () throws(E) in try work(store.start) }
  }

  /// The memory. Written in the initialiser alone, so that several threads may read.
  private final class Store: @unchecked Sendable {
    let bytes: UnsafeBufferPointer<UInt8>
    let start: UnsafePointer<CChar>

    init(_ source: [UInt8]) {
      let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: source.count + 1)
      for (position, byte) in source.enumerated() { (memory + position).initialize(to: byte) }
      (memory + source.count).initialize(to: 0)
      bytes = UnsafeBufferPointer(start: memory, count: source.count + 1)
      start = UnsafeRawPointer(memory).assumingMemoryBound(to: CChar.self)
    }

    deinit {
      let memory = UnsafeMutableRawPointer(mutating: start)
      explicit_bzero(memory, bytes.count)
      memory.deallocate()
    }
  }
}

extension Secret: Equatable {
  package static func == (a: Secret, b: Secret) -> Bool { a.store.bytes.elementsEqual(b.store.bytes) }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// `(secret)`.
  package var description: String { "(secret)" }
  /// `(secret)`.
  package var debugDescription: String { "(secret)" }
  /// Nothing: a dump shows no field.
  package var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// Overwrites bytes with zeros.
func overwrite(_ bytes: inout [UInt8]) {
  bytes.withUnsafeMutableBytes { if let start = $0.baseAddress { explicit_bzero(start, $0.count) } }
}
