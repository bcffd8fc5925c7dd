/// What each piece of a page's content belongs to, in the order in which the page was drawn.
///
/// A page is drawn in regions: of marks that all belong to one thing, or of texts, which are cut by the number of their glyphs. The number of a region
/// travels through Cairo in the colour (`RegionCode`), which Cairo writes into the page's content before it paints.
package struct PageMarks: Sendable {
  /// A region: what all of it belongs to, or the texts of it.
  struct Region: Sendable {
    /// `mixed` for texts.
    var mark: Int32
    /// The first of its texts.
    var firstRun: Int
  }

  /// Glyphs that belong together.
  package struct Run: Sendable {
    var glyphs: Int
    var mark: Int32

    /// Makes a run.
    package init(glyphs: Int, mark: ContentMark) {
      self.glyphs = glyphs
      self.mark = mark.value
    }
  }

  /// The mark of a region of texts.
  static let mixed = Int32.min

  private(set) var regions: [Region] = []
  private(set) var runs: [Run] = []

  /// Nothing drawn yet.
  package init() {}

  /// The number of the region in which the page is being drawn.
  package var region: Int { max(0, regions.count - 1) }

  /// Goes on to what belongs to one thing, in the present region where that is of it already.
  package mutating func paint(_ mark: ContentMark) {
    if regions.last?.mark != mark.value { regions.append(Region(mark: mark.value, firstRun: runs.count)) }
  }

  /// Goes on to texts: in the present region where all of them belong to it or it is of texts.
  package mutating func show(_ texts: [Run]) {
    guard let first = texts.first else { return }
    if let last = regions.last {
      if last.mark != Self.mixed, texts.allSatisfy({ $0.mark == last.mark }) { return }
      if last.mark == Self.mixed {
        append(texts)
        return
      }
    }
    regions.append(Region(mark: Self.mixed, firstRun: runs.count))
    runs.append(first)
    append(texts.dropFirst())
  }

  private mutating func append(_ texts: some Sequence<Run>) {
    for text in texts {
      if let last = runs.indices.last, runs[last].mark == text.mark, regions.last.map({ $0.firstRun <= last }) ?? false {
        runs[last].glyphs += text.glyphs
      } else {
        runs.append(text)
      }
    }
  }

  /// The texts of a region.
  func runs(of region: Int) -> Range<Int> {
    regions[region].firstRun..<(region + 1 < regions.count ? regions[region + 1].firstRun : runs.count)
  }
}

/// How the number of a region stands in a colour: as a shift of each part by less than a thousandth, which is taken off again.
package enum RegionCode {
  /// The steps of each part: forty times a fifty-thousandth stay within a thousandth, and one step is more than the least that Cairo tells apart.
  static let steps = 40
  /// How many millionths a step is.
  static let step = 20

  /// How many regions a page can have.
  package static let capacity = steps * steps * steps

  /// The parts of a colour with a region's number in them.
  ///
  /// - Parameter thousandths: each part of the colour in thousandths; a whole one is shifted from 0.999, so that it stays within one.
  package static func shifted(_ thousandths: (Int, Int, Int), region: Int) -> (Double, Double, Double) {
    func part(_ value: Int, _ digit: Int) -> Double { Double(min(value, 999) * 1000 + digit * step) / 1_000_000 }
    return (
      part(thousandths.0, region % steps), part(thousandths.1, region / steps % steps), part(thousandths.2, region / (steps * steps) % steps)
    )
  }

  /// The thousandths of a part of a colour and the step of its shift.
  static func parts(millionths: Int) -> (thousandths: Int, digit: Int) {
    let thousandths = millionths / 1000
    return (thousandths == 999 ? 1000 : thousandths, (millionths % 1000 + step / 2) / step)
  }
}
