import Charts
import Report
import Styling

/// Places prepared blocks on pages from top to bottom and decides where pages break (DESIGN-SPEC §2, §6, §11).
///
/// A rehearsing composer counts pages and heights only: it is how a row pitch is chosen before anything is placed.
struct Composer {
  let geometry: PageGeometry
  /// The finished pages, the present one last; empty in a rehearsal.
  private(set) var pages: [LaidPage]
  /// The number of the present page, the cover being 1.
  private(set) var page: Int
  /// Where the next block begins, if nothing stands between.
  private(set) var y: Double
  /// Whether something stands on the present page already.
  private var isStarted = false
  /// Whether nothing but a section's headline stands on the page: what follows stays with it, however tall.
  private var holdsOnlyOpening = false
  private var section = 0
  private let isRehearsal: Bool

  /// A composer that has `page` pages behind it.
  init(geometry: PageGeometry, pagesBefore page: Int, isRehearsal: Bool) {
    self.geometry = geometry
    self.page = page
    self.isRehearsal = isRehearsal
    pages = []
    y = geometry.bottom
  }

  /// How full the present page is.
  var fill: Double { geometry.fill(at: y) }

  /// How full each page was left, the present one not among them.
  private(set) var fills: [Double] = []

  /// How often a table went on on another page.
  private(set) var cuts = 0

  /// Begins a page.
  mutating func newPage(section: Int) {
    if isStarted { fills.append(fill) }
    self.section = section
    page += 1
    y = geometry.top
    isStarted = false
    holdsOnlyOpening = false
    if !isRehearsal {
      pages.append(LaidPage())
      pages[pages.count - 1].section = section
    }
  }

  // MARK: Sections

  /// Places a section: on a page of its own, or under the one before it.
  mutating func place(_ prepared: PreparedSection, number: Int, isShared: Bool, pitch: Double) {
    if !isShared { newPage(section: number) }
    put(isShared ? prepared.sharedOpening : prepared.opening)
    holdsOnlyOpening = !isShared
    for block in prepared.blocks(isShared: isShared) {
      switch block {
      case .slabs(let slabs): place(slabs)
      case .table(let table): place(table, pitch: pitch)
      }
    }
  }

  // MARK: Slabs

  private func gap(_ slab: Slab) -> Double { isStarted ? slab.gapBefore : 0 }

  /// Puts a slab where the page stands, without asking whether it fits.
  private mutating func put(_ slab: Slab) {
    let top = y + gap(slab)
    if !isRehearsal, let last = pages.indices.last {
      pages[last].content.add(slab.content, dx: 0, dy: top)
      pages[last].bottom = top + slab.height
    }
    y = top + slab.height
    isStarted = true
  }

  private func height(_ slabs: [Slab]) -> Double { slabs.reduce(0) { $0 + $1.gapBefore + $1.height } }

  /// Places slabs, a page break falling only where one may: not after a slab that keeps with the next.
  private mutating func place(_ slabs: [Slab]) {
    var start = 0
    while start < slabs.count {
      var end = start
      if slabs[start].isDispensable, holdsOnlyOpening, y + height(slabs) > geometry.bottom + 0.01 {
        // The headline over it says what the chart shows: its own title gives its room to the notes.
        start += 1
        end = start
        if start >= slabs.count { return }
        y += 3
      }
      var height = gap(slabs[start]) + slabs[start].height
      while end + 1 < slabs.count, slabs[end].keepsWithNext {
        end += 1
        height += slabs[end].gapBefore + slabs[end].height
      }
      if y + height > geometry.bottom + 0.01, isStarted, !holdsOnlyOpening { newPage(section: section) }
      for slab in slabs[start...end] { put(slab) }
      holdsOnlyOpening = false
      start = end + 1
    }
  }

  // MARK: Tables

  /// Rows that must stand on either side of a break.
  private static let leastRows = 4
  /// The room of the line that says where a table goes on.
  private static let continuedHeight = 14.0

  private mutating func place(_ table: PreparedTable, pitch: Double) {
    let body = table.rows.reduce(0) { $0 + table.height($1, pitch) }
    let tail =
      (table.total.map { table.height($0, pitch) } ?? 0) + (table.empty.map { $0.gapBefore + $0.height } ?? 0)
      + table.notes.reduce(0) { $0 + $1.gapBefore + $1.height }
    let top = table.title.height + Gap.caption + table.headHeight
    let whole = gap(table.title) + top + body + tail
    let room = geometry.bottom - y
    if whole > room, isStarted, !holdsOnlyOpening {
      let first = table.rows.prefix(Composer.leastRows).reduce(0) { $0 + table.height($1, pitch) }
      let least = gap(table.title) + top + (table.rows.count <= Composer.leastRows * 2 ? body + tail : first + Composer.continuedHeight)
      // What fits a page whole is not cut for the sake of a corner of this one.
      let fitsFreshPage = top + body + tail <= geometry.bottom - geometry.top
      if least > room || fitsFreshPage && fill > 0.55 { newPage(section: section) }
    }
    holdsOnlyOpening = false
    var start = 0
    var isFirst = true
    repeat {
      start = placePart(table, from: start, isFirst: isFirst, pitch: pitch)
      isFirst = false
      if start < table.rows.count {
        cuts += 1
        newPage(section: section)
      }
    } while start < table.rows.count
  }

  /// Places title, head and as many rows as the page takes; the total and the notes after the last. Gives the first row not placed.
  private mutating func placePart(_ table: PreparedTable, from start: Int, isFirst: Bool, pitch: Double) -> Int {
    put(isFirst ? table.title : table.continuedTitle)
    y += Gap.caption
    let headTop = y
    add(table.head, dy: headTop)
    y += table.headHeight
    let end = lastRow(table, from: start, pitch: pitch)
    let bodyTop = y
    for row in table.rows[start..<end] {
      putRow(row, of: table, pitch: pitch)
    }
    if end > start, !isRehearsal, let last = pages.indices.last {
      for line in table.zeroLines {
        pages[last].content.rules.append(
          PageContent.Rule(from: Point(line.x, headTop + line.top), to: Point(line.x, y), stroke: Stroke(.ink2, 0.6)))
      }
    }
    if end < table.rows.count {
      putContinued(table)
    } else {
      if let empty = table.empty, bodyTop == y { put(empty) }
      if let total = table.total { putRow(total, of: table, pitch: pitch) }
      for note in table.notes { put(note) }
    }
    return end
  }

  /// One past the last row that this page takes.
  private func lastRow(_ table: PreparedTable, from start: Int, pitch: Double) -> Int {
    let tail = (table.total.map { table.height($0, pitch) } ?? 0) + table.notes.reduce(0) { $0 + $1.gapBefore + $1.height }
    let rest = table.rows[start...].reduce(0) { $0 + table.height($1, pitch) }
    if y + rest + tail <= geometry.bottom + 0.01 { return table.rows.count }
    var bottom = y
    var end = start
    while end < table.rows.count, bottom + table.height(table.rows[end], pitch) + Composer.continuedHeight <= geometry.bottom {
      bottom += table.height(table.rows[end], pitch)
      end += 1
    }
    // Four rows at least stay for the next page, so that a total never starts one.
    end = min(end, table.rows.count - min(Composer.leastRows, table.rows.count - start))
    end = max(end, min(start + 1, table.rows.count))
    let earliest = start + max(Composer.leastRows, (end - start) * 6 / 10)
    if let boundary = (earliest...max(earliest, end)).reversed().first(where: { $0 < table.rows.count && $0 <= end && isBoundary(table, $0) }) {
      return boundary
    }
    // The head of a group does not stay behind alone.
    while end - 1 > start, table.rows[end - 1].kind == .group { end -= 1 }
    return end
  }

  private func isBoundary(_ table: PreparedTable, _ row: Int) -> Bool {
    table.rows[row].kind == .group || row > 0 && table.rows[row - 1].kind == .subtotal
  }

  private mutating func putRow(_ row: PreparedTable.Row, of table: PreparedTable, pitch: Double) {
    if !isRehearsal, let last = pages.indices.last { table.put(row, top: y, pitch: pitch, into: &pages[last].content) }
    y += table.height(row, pitch)
    if !isRehearsal, let last = pages.indices.last { pages[last].bottom = y }
    isStarted = true
  }

  private mutating func add(_ content: PageContent, dy: Double) {
    if !isRehearsal, let last = pages.indices.last { pages[last].content.add(content, dx: 0, dy: dy) }
  }

  private mutating func putContinued(_ table: PreparedTable) {
    if !isRehearsal, let last = pages.indices.last {
      pages[last].content.addRule(table.left, table.right, y: y, .rule, 0.5)
      pages[last].content.items.append(
        .reference(
          PageContent.Reference(
            anchors: [], prefix: "continued on page \(page + 1)", style: TypeScale.small, role: .ink2, x: table.right, y: y + 10.5,
            isRightAligned: true)))
      pages[last].bottom = y + Composer.continuedHeight
    }
    y += Composer.continuedHeight
  }
}
