import Foundation

/// JSON whose bytes follow from its values alone: keys sorted, one value a line, no slash escaped, a line feed at the end.
package func canonicalJSON(_ value: some Encodable) throws -> [UInt8] {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
  return [UInt8](try encoder.encode(value)) + [0x0A]
}
