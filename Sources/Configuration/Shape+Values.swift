extension Shape where Value == String {
  /// Any text that is not empty.
  package static var text: Shape {
    Shape("a text", write: quotedWhereNeeded) { node, key, decoder in
      guard let text = node.text else {
        decoder.report(.wrongType, at: node, "\"\(key)\" must be a text, not \(node.kindDescription)")
        return nil
      }
      guard !text.isEmpty else {
        decoder.report(.wrongType, at: node, "\"\(key)\" is an empty text", hint: "leave the key out to use its default")
        return nil
      }
      return text
    }
  }
}

extension Shape where Value == Bool {
  /// `true` or `false`; `yes` and `no` are understood.
  package static var flag: Shape {
    Shape("true or false", write: { $0 ? "true" : "false" }) { node, key, decoder in
      switch node.text?.lowercased() {
      case "true", "yes": return true
      case "false", "no": return false
      default:
        decoder.report(.wrongType, at: node, "\"\(key)\" must be true or false, not \(node.kindDescription)")
        return nil
      }
    }
  }
}

extension Shape where Value == Int {
  /// A whole number within a range.
  package static func wholeNumber(_ range: ClosedRange<Int>) -> Shape {
    let expectation = range.count == 1 ? "the number \(range.lowerBound)" : "a whole number from \(range.lowerBound) to \(range.upperBound)"
    return parsed(expectation, write: { String($0) }) { text in
      Int(text).flatMap { range.contains($0) ? $0 : nil }
    }
  }
}

extension Shape where Value == Double {
  /// A plain decimal number within a range: for sizes and rates, never for money.
  package static func number(_ range: ClosedRange<Double>) -> Shape {
    parsed("a number from \(plain(range.lowerBound)) to \(plain(range.upperBound))", write: { plain($0) }) { text in
      guard text.utf8.allSatisfy({ ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2E || $0 == 0x2D }) else { return nil }
      return Double(text).flatMap { range.contains($0) ? $0 : nil }
    }
  }
}

private func plain(_ number: Double) -> String {
  let whole = number.rounded()
  return number == whole && abs(whole) < 1e15 ? String(Int(whole)) : String(number)
}

extension Shape {
  /// A single value that a function reads from its text.
  ///
  /// - Parameters:
  ///   - expectation: What is expected: `a date, 2016-03-14`.
  ///   - write: The value's text in the default file.
  ///   - parse: Reads the text; nil when it is not what is expected.
  package static func parsed(
    _ expectation: String, write: @escaping @Sendable (Value) -> String? = { _ in nil }, parse: @escaping @Sendable (String) -> Value?
  ) -> Shape {
    Shape(expectation, write: write) { node, key, decoder in
      if let text = node.text, let value = parse(text) { return value }
      decoder.report(.wrongType, at: node, "\"\(key)\" must be \(expectation), not \(node.kindDescription)")
      return nil
    }
  }

  /// A list of values, `[a, b]` or one a line after a dash.
  package static func list<Element: Sendable>(of element: Shape<Element>) -> Shape where Value == [Element] {
    Shape(
      "a list, each \(element.expectation)", structure: .list(element.structure),
      write: { values in
        let texts = values.compactMap(element.write)
        return texts.count == values.count ? "[\(texts.joined(separator: ", "))]" : nil
      },
      decode: { node, key, decoder in
        guard case .list(let nodes) = node.content else {
          decoder.report(
            .wrongType, at: node, "\"\(key)\" must be a list, not \(node.kindDescription)", hint: "write [a, b], or one value a line after \"- \"")
          return nil
        }
        return nodes.compactMap { $0.content == .empty ? nil : element.decode($0, key, &decoder) }
      })
  }

  /// Freely named keys, each with a value, in the order of the file.
  package static func map<Name: Sendable, Element: Sendable>(_ name: Shape<Name>, to element: Shape<Element>) -> Shape
  where Value == [NamedValue<Name, Element>] {
    Shape(
      "keys, each \(name.expectation), with \(element.expectation)", structure: .map(element.structure),
      write: { $0.isEmpty ? "{}" : nil },
      decode: { node, key, decoder in
        guard case .mapping(let entries) = node.content else {
          decoder.report(
            .wrongType, at: node, "\"\(key)\" must be a set of keys, not \(node.kindDescription)", hint: "one \"key: value\" a line, indented")
          return nil
        }
        return entries.compactMap { entry in
          guard let name = name.decode(entry.key, key, &decoder), entry.value.content != .empty,
            let value = element.decode(entry.value, entry.name, &decoder)
          else { return nil }
          return NamedValue(name: name, value: value)
        }
      })
  }

  /// One way of writing for a single value, another for a set of keys.
  package static func either(value: Shape, keys: Shape) -> Shape {
    Shape(
      "\(value.expectation), or \(keys.expectation)", structure: .either(value.structure, keys.structure),
      write: { value.write($0) ?? keys.write($0) },
      decode: { node, key, decoder in
        if case .mapping = node.content { return keys.decode(node, key, &decoder) }
        return value.decode(node, key, &decoder)
      })
  }

  /// The same shape for another type made from the value.
  package func map<Other: Sendable>(
    to make: @escaping @Sendable (Value) -> Other, from unmake: @escaping @Sendable (Other) -> Value?
  ) -> Shape<Other> {
    Shape<Other>(
      expectation, structure: structure, write: { unmake($0).flatMap(write) }, decode: { node, key, decoder in decode(node, key, &decoder).map(make) }
    )
  }

  /// The same shape where the value may be left out.
  package var optional: Shape<Value?> {
    Shape<Value?>(
      expectation, structure: structure, write: { $0.flatMap(write) },
      decode: { node, key, decoder in decode(node, key, &decoder).map(Optional.some) })
  }
}

/// A value with its place in the file, for checks that need more than the file.
package struct Located<Value: Sendable>: Sendable {
  /// The value.
  package let value: Value
  /// The line, from 1.
  package let line: Int
  /// The column, from 1.
  package let column: Int

  /// Makes a value with its place.
  package init(_ value: Value, line: Int, column: Int) {
    self.value = value
    self.line = line
    self.column = column
  }
}

extension Located: Equatable where Value: Equatable {}
extension Located: Hashable where Value: Hashable {}

extension Shape {
  /// The same shape, keeping the place of the value.
  package var located: Shape<Located<Value>> {
    Shape<Located<Value>>(
      expectation, structure: structure, write: { write($0.value) },
      decode: { node, key, decoder in decode(node, key, &decoder).map { Located($0, line: node.line, column: node.column) } })
  }

  /// The same shape with one more condition, which stands in the message and the reference.
  package func validated(_ expectation: String, _ isValid: @escaping @Sendable (Value) -> Bool) -> Shape {
    Shape(expectation, structure: structure, write: write) { node, key, decoder in
      guard let value = decode(node, key, &decoder) else { return nil }
      if isValid(value) { return value }
      decoder.report(.wrongType, at: node, "\"\(key)\" must be \(expectation)")
      return nil
    }
  }
}

extension Shape where Value: ConfigurationChoice {
  /// One of the names of a type.
  package static var choice: Shape {
    let all = Array(Value.allCases)
    let names = all.map(\.rawValue)
    return Shape(
      "one of \(names.joined(separator: ", "))",
      structure: .choices(all.map { ChoiceDocument(name: $0.rawValue, meaning: $0.meaning, isBuilt: $0.isBuilt) }), write: { $0.rawValue },
      decode: { node, key, decoder in
        guard let text = node.text else {
          decoder.report(.wrongType, at: node, "\"\(key)\" must be one of \(names.joined(separator: ", ")), not \(node.kindDescription)")
          return nil
        }
        guard let value = all.first(where: { $0.rawValue == text }) else {
          decoder.report(
            .unknownValue, at: node, "\"\(shortened(text))\" is not a value of \"\(key)\"",
            hint: validNamesHint(text, among: names, what: "valid values"))
          return nil
        }
        guard value.isBuilt else {
          let built = all.filter(\.isBuilt).map(\.rawValue).joined(separator: ", ")
          decoder.report(
            .notBuilt, at: node, "\"\(text)\" (\(value.meaning)) is known, but this version can't do it yet", hint: "for now, use one of: \(built)")
          return nil
        }
        return value
      })
  }
}

/// A freely named key and its value.
package struct NamedValue<Name: Sendable, Value: Sendable>: Sendable {
  /// The key.
  package let name: Name
  /// The value.
  package let value: Value
  /// Makes a pair.
  package init(name: Name, value: Value) {
    self.name = name
    self.value = value
  }
}

extension NamedValue: Equatable where Name: Equatable, Value: Equatable {}
extension NamedValue: Hashable where Name: Hashable, Value: Hashable {}

/// A text as YAML: quoted where it would otherwise be read as something else.
package func quotedWhereNeeded(_ text: String) -> String {
  let isPlain =
    text.unicodeScalars.allSatisfy { $0.properties.isAlphabetic || $0.properties.numericType != nil || " _-./&’".unicodeScalars.contains($0) }
    && text.first.map { $0.isLetter || $0.isNumber } == true && text.last != " " && Double(text) == nil
    && !["true", "false", "yes", "no", "null", "on", "off"].contains(text.lowercased())
  if isPlain { return text }
  return "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n") + "\""
}
