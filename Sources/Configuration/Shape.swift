package import Findings

/// Collects the findings of one file while its values are decoded.
package struct ConfigurationDecoder: Sendable {
  /// The file's name in findings.
  package let file: String
  /// What was wrong so far, in the order of the file's keys as declared.
  package var findings: [Finding] = []

  /// Makes a decoder for a file.
  package init(file: String) { self.file = file }

  /// The place of a node.
  package func origin(_ node: YAMLNode) -> Origin { Origin(file: file, line: node.line, column: node.column) }

  /// Reports a mistake at a node.
  package mutating func report(_ check: ConfigurationCheck, at node: YAMLNode, _ message: String, hint: String? = nil) {
    findings.append(.configuration(check, origin(node), value: node.text, message, hint: hint))
  }
}

/// What a value of a configuration file must be: how it is read, how it is written, and what the reference says about it.
///
/// The one definition drives the decoder, the messages, the reference and the commented default file.
package struct Shape<Value: Sendable>: Sendable {
  /// What is expected, for messages and the reference: `a whole number from 1 to 18`.
  package let expectation: String
  /// The allowed values or the inner keys, for the reference.
  package let structure: ShapeStructure
  /// Reads a value that is not empty; reports and returns nil when it is not what is expected. The text is the key's name.
  package let decode: @Sendable (YAMLNode, String, inout ConfigurationDecoder) -> Value?
  /// Writes a value as it would stand after the key; nil where it takes more than a line.
  package let write: @Sendable (Value) -> String?

  /// Makes a shape.
  package init(
    _ expectation: String, structure: ShapeStructure = .leaf, write: @escaping @Sendable (Value) -> String? = { _ in nil },
    decode: @escaping @Sendable (YAMLNode, String, inout ConfigurationDecoder) -> Value?
  ) {
    self.expectation = expectation
    self.structure = structure
    self.decode = decode
    self.write = write
  }
}

/// What the reference and the default file need to know of a shape.
package indirect enum ShapeStructure: Sendable {
  /// A single value.
  case leaf
  /// One of a fixed set of values.
  case choices([ChoiceDocument])
  /// A set of known keys.
  case section([KeyDocument])
  /// A list of values.
  case list(ShapeStructure)
  /// Freely named keys, each with a value.
  case map(ShapeStructure)
  /// Either of two ways of writing.
  case either(ShapeStructure, ShapeStructure)
}

/// One allowed value, for the reference.
package struct ChoiceDocument: Sendable, Hashable {
  /// The value as written.
  package let name: String
  /// What it means.
  package let meaning: String
  /// Whether this version can do it.
  package let isBuilt: Bool
}

/// A value that is one of a fixed set of names.
package protocol ConfigurationChoice: RawRepresentable, CaseIterable, Sendable where RawValue == String {
  /// What the value means, a phrase without full stop.
  var meaning: String { get }
  /// Whether this version can do it; a value that it can't is refused with a message that says so.
  var isBuilt: Bool { get }
}

extension ConfigurationChoice {
  /// Most values are built.
  package var isBuilt: Bool { true }
}
