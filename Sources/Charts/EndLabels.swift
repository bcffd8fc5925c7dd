import Styling

/// Moves labels along one axis so that none touches the next: each goes as near to its wish as the order of wishes allows.
///
/// - Parameters:
///   - wishes: where each label's middle would stand, in ascending order.
///   - sizes: the room of each.
///   - field: the room of all.
/// - Returns: the middles, in the same order. Where the room is too small for all, the last ones lie beyond its end.
func spread(_ wishes: [Double], sizes: [Double], within field: ClosedRange<Double>) -> [Double] {
  // Blocks of touching labels: each block stands at the mean of what its members wish, moved into the field.
  struct Block {
    var members: Range<Int>
    var size: Double
    var wish: Double
    var top: Double
  }
  func settled(_ members: Range<Int>) -> Block {
    let size = members.reduce(0) { $0 + sizes[$1] }
    var offset = 0.0
    var sum = 0.0
    for index in members {
      sum += wishes[index] - offset - sizes[index] / 2
      offset += sizes[index]
    }
    let wish = sum / Double(members.count)
    return Block(members: members, size: size, wish: wish, top: max(field.lowerBound, min(wish, field.upperBound - size)))
  }
  var blocks: [Block] = []
  for index in wishes.indices {
    blocks.append(settled(index..<(index + 1)))
    while blocks.count > 1, blocks[blocks.count - 2].top + blocks[blocks.count - 2].size > blocks[blocks.count - 1].top + 1e-9 {
      let last = blocks.removeLast()
      blocks[blocks.count - 1] = settled(blocks[blocks.count - 1].members.lowerBound..<last.members.upperBound)
    }
  }
  var middles: [Double] = []
  for block in blocks {
    var top = block.top
    for index in block.members {
      middles.append(top + sizes[index] / 2)
      top += sizes[index]
    }
  }
  return middles
}

/// A label at the end of a line: lines of parts, and where its line ends.
struct EndLabel {
  /// The lines of the label.
  var lines: [[LabelPart]]
  /// Where the line of data ends.
  var end: Point
  /// The colour of the leader.
  var role: ColourRole
}

extension SceneBuilder {
  /// Writes labels in a column at the right, in the order of their ends, with a thin leader to one that had to move.
  mutating func endLabels(_ labels: [EndLabel], x: Double, from top: Double, to bottom: Double) {
    let sorted = labels.enumerated().sorted { ($0.element.end.y, $0.offset) < ($1.element.end.y, $1.offset) }.map(\.element)
    let sizes = sorted.map { Double($0.lines.count) * style.leading + 1 }
    let middles = spread(sorted.map(\.end.y), sizes: sizes, within: top...max(top, bottom))
    for (index, label) in sorted.enumerated() {
      let first = middles[index] - Double(label.lines.count - 1) * style.leading / 2
      // A leader across the plot would look like data.
      if abs(middles[index] - label.end.y) > 2 * style.unit, x - label.end.x < 50 * style.unit {
        line([Point(label.end.x + 2 * style.unit, label.end.y), Point(x - 2 * style.unit, middles[index])], style.stroke(label.role, 0.5))
      }
      for (line, parts) in label.lines.enumerated() {
        self.parts(parts, x, first + Double(line) * style.leading + style.label.size * 0.35)
      }
    }
  }

  /// A name and its value on one line where they fit, else on as many as they need.
  func endLines(_ name: String, _ value: LabelPart, _ nameStyle: TextStyle, _ role: ColourRole, most: Double) -> [[LabelPart]] {
    let one = [LabelPart(name, nameStyle, role), value]
    if widthOf(one) <= most { return [one] }
    var lines = wrapped(name, nameStyle, most, self).map { [LabelPart($0, nameStyle, role)] }
    if let last = lines.last, widthOf(last + [value]) <= most {
      lines[lines.count - 1] = last + [value]
    } else {
      lines.append([value])
    }
    return lines
  }
}
