package import Findings

/// A key of a section: its name, what its value must be, its default and its sentence in the reference.
package struct Key<Value: Sendable>: Sendable {
  /// The name as written.
  package let name: String
  /// What the value must be.
  package let shape: Shape<Value>
  /// The value where the key is not given; nil when it must be given.
  package let defaultValue: Value?
  /// What the reference says.
  package let document: KeyDocument

  /// A key that may be left out.
  ///
  /// - Parameters:
  ///   - shownDefault: What the reference prints as the default, where the value itself takes more than a line.
  ///   - example: What the commented default file shows for a key without a default.
  ///   - since: The format version that brought the key.
  ///   - meaning: One or two sentences for the reference.
  package init(
    _ name: String, _ shape: Shape<Value>, default value: Value, shownDefault: String? = nil, example: String? = nil, since: Int = 1,
    _ meaning: String
  ) {
    self.init(name, shape, defaultValue: value, shown: shownDefault ?? shape.write(value), example: example, since: since, meaning)
  }

  /// A key that must be given.
  ///
  /// - Parameter example: What the commented default file shows.
  package init(required name: String, _ shape: Shape<Value>, example: String, since: Int = 1, _ meaning: String) {
    self.init(name, shape, defaultValue: nil, shown: nil, example: example, since: since, meaning)
  }

  private init(
    _ name: String, _ shape: Shape<Value>, defaultValue: Value?, shown: String?, example: String?, since: Int, _ meaning: String
  ) {
    self.name = name
    self.shape = shape
    self.defaultValue = defaultValue
    document = KeyDocument(
      name: name, expectation: shape.expectation, isRequired: defaultValue == nil, shownDefault: shown, example: example,
      meaning: meaning, since: since, structure: shape.structure)
  }

  /// The key without the type of its value, for the list of a section's keys.
  package var erased: AnyKey {
    let shape = shape
    let name = name
    return AnyKey(document: document) { node, decoder in shape.decode(node, name, &decoder) }
  }
}

/// What the reference says of a key.
package struct KeyDocument: Sendable {
  /// The name as written.
  package let name: String
  /// What the value must be.
  package let expectation: String
  /// Whether the key must be given.
  package let isRequired: Bool
  /// The default as YAML; nil where there is none, or where it takes more than a line.
  package let shownDefault: String?
  /// A value to show where there is no default; nil where there is nothing to show.
  package let example: String?
  /// One or two sentences.
  package let meaning: String
  /// The format version that brought the key.
  package let since: Int
  /// The allowed values or inner keys.
  package let structure: ShapeStructure
}

/// A key of any type.
package struct AnyKey: Sendable {
  /// What the reference says.
  package let document: KeyDocument
  let decode: @Sendable (YAMLNode, inout ConfigurationDecoder) -> (any Sendable)?
}

/// The decoded values of a section, asked for by their keys.
package struct SectionValues: Sendable {
  fileprivate var values: [String: any Sendable] = [:]

  /// The value of a key: what the file gives, else the default.
  ///
  /// - Precondition: the key is one of the section's; a required key's value is there, because the section is not made without it.
  package subscript<Value: Sendable>(_ key: Key<Value>) -> Value {
    if let given = values[key.name], let value = given as? Value { return value }
    guard let value = key.defaultValue else { preconditionFailure("the key \(key.name) is not declared in its section") }
    return value
  }
}

extension Shape {
  /// A set of known keys.
  ///
  /// - Parameters:
  ///   - keys: The keys in the order of the reference.
  ///   - make: Makes the value; called only when every required key is there.
  package static func section(_ keys: [AnyKey], make: @escaping @Sendable (SectionValues) -> Value) -> Shape {
    let names = keys.map(\.document.name)
    return Shape("a set of keys", structure: .section(keys.map(\.document))) { node, key, decoder in
      guard case .mapping(let entries) = node.content else {
        decoder.report(
          .wrongType, at: node, "\"\(key)\" must be a set of keys, not \(node.kindDescription)", hint: "keys: \(names.joined(separator: ", "))")
        return nil
      }
      var values = SectionValues()
      for entry in entries {
        guard let declared = keys.first(where: { $0.document.name == entry.name }) else {
          let place = key.isEmpty ? "there is no key \"\(shortened(entry.name))\"" : "there is no key \"\(shortened(entry.name))\" in \"\(key)\""
          decoder.report(.unknownKey, at: entry.key, place, hint: validNamesHint(entry.name, among: names, what: "valid keys"))
          continue
        }
        guard entry.value.content != .empty, let value = declared.decode(entry.value, &decoder) else { continue }
        values.values[entry.name] = value
      }
      var isWhole = true
      for declared in keys where declared.document.isRequired && values.values[declared.document.name] == nil {
        isWhole = false
        let isGiven = entries.contains { $0.name == declared.document.name && $0.value.content != .empty }
        if !isGiven {
          let example = declared.document.example.map { "write \(declared.document.name): \($0)" }
          decoder.report(
            .missingKey, at: node, "the key \"\(declared.document.name)\" is missing: it is \(declared.document.expectation)", hint: example)
        }
      }
      return isWhole ? make(values) : nil
    }
  }
}

/// Reads a configuration file by its schema.
///
/// - Parameters:
///   - bytes: The file's bytes.
///   - file: The file's name in findings.
///   - schema: What the file must be.
/// - Returns: the value, or nil when the file can't be understood at all; and every mistake in the file, by place. A value with findings of error severity must not be
///   built from.
package func readConfiguration<Value: Sendable>(_ bytes: [UInt8], file: String, schema: Shape<Value>) -> (value: Value?, findings: [Finding]) {
  let (root, findings) = readYAML(bytes, file: file)
  guard let root else { return (nil, findings) }
  var decoder = ConfigurationDecoder(file: file)
  decoder.findings = findings
  let value = schema.decode(root.content == .empty ? YAMLNode(.mapping([]), line: 1, column: 1) : root, "", &decoder)
  return (value, decoder.findings.sorted { $0.origin < $1.origin })
}
