import Charts
import Report
import Styling
import TaggedPDF

/// How one block is placed: what the plan of a pack's pages decides about it.
struct Placing: Equatable {
  /// The pitch of a table's rows.
  var pitch = RowPitch.standard
  /// Whether the block starts a page though there may be room for it.
  var startsPage = false
  /// Whether a table that a page could hold whole may be cut to fill this one.
  var mayCut = false
}

/// Places prepared blocks on pages from top to bottom and breaks pages where the rules allow it (DESIGN-SPEC §2, §6, §11).
///
/// A rehearsing composer keeps heights and what they cost only: it is how the plan of the pages is chosen before anything is placed.
struct Composer {
  let geometry: PageGeometry
  /// The finished pages, the present one last; empty in a rehearsal.
  private(set) var pages: [LaidPage]
  /// The number of the present page, the cover being 1.
  private(set) var page: Int
  /// Where the next block begins, if nothing stands between.
  private(set) var y: Double
  /// What is wanting on the pages so far, the present one left out: see `PageCost`.
  private(set) var cost = 0.0
  /// Whether a headline was parted from what it stands over.
  private(set) var isUnsound = false
  /// How often a table went on on another page.
  private(set) var cuts = 0
  /// The pitch of the tables of the present page.
  private(set) var pagePitch: Double?
  /// Whether something stands on the present page already.
  private(set) var isStarted = false
  /// Whether nothing but a section's headline stands on the page: what follows stays with it, however tall.
  private(set) var holdsOnlyOpening = false
  /// Whether a headline under another section waits for what it stands over.
  private var awaitsFirstBlock = false
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

  /// Begins a page.
  private mutating func newPage(endsSection: Bool) {
    if isStarted { cost += PageCost.page(fill: fill, endsSection: endsSection) }
    if awaitsFirstBlock { isUnsound = true }
    page += 1
    y = geometry.top
    isStarted = false
    holdsOnlyOpening = false
    pagePitch = nil
    if !isRehearsal {
      pages.append(LaidPage())
      pages[pages.count - 1].section = section
    }
  }

  // MARK: Sections

  /// Begins a section: on a page of its own, or under the one before it.
  mutating func open(_ prepared: PreparedSection, number: Int, isShared: Bool) {
    section = number
    if isShared { cost += PageCost.shared } else { newPage(endsSection: true) }
    put(isShared ? prepared.sharedOpening : prepared.opening)
    holdsOnlyOpening = !isShared
    awaitsFirstBlock = isShared
  }

  /// Places a block of the section.
  mutating func place(_ block: PreparedBlock, _ placing: Placing) {
    if placing.startsPage, isStarted, !holdsOnlyOpening { newPage(endsSection: false) }
    switch block {
    case .slabs(let slabs): place(slabs)
    case .table(let table): place(table, placing)
    }
    awaitsFirstBlock = false
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
      if y + height > geometry.bottom + 0.01, isStarted, !holdsOnlyOpening { newPage(endsSection: false) }
      for slab in slabs[start...end] { put(slab) }
      holdsOnlyOpening = false
      awaitsFirstBlock = false
      start = end + 1
    }
  }

  // MARK: Tables

  /// Rows that must stand on either side of a break.
  private static let leastRows = 4
  /// Rows of a table longer than a page that must stand under a headline within a page.
  private static let leastSharedRows = 12
  /// The room of the line that says where a table goes on.
  private static let continuedHeight = 14.0

  private mutating func place(_ table: PreparedTable, _ placing: Placing) {
    let pitch = placing.pitch
    let body = table.height(of: 0..<table.rows.count, pitch)
    let tail = tailHeight(table, pitch) + (table.empty.map { $0.gapBefore + $0.height } ?? 0)
    let top = table.title.height + Gap.caption + table.headHeight + table.lead.reduce(0) { $0 + $1.gapBefore + $1.height }
    let whole = gap(table.lead.first ?? table.title) + (table.lead.isEmpty ? 0 : table.title.gapBefore) + top + body + tail
    let room = geometry.bottom - y
    let fitsFreshPage = top + body + tail <= geometry.bottom - geometry.top
    if whole > room + 0.01, isStarted, !holdsOnlyOpening {
      let first = table.height(of: 0..<min(Composer.leastRows, table.rows.count), pitch)
      let least = gap(table.title) + top + (table.rows.count <= Composer.leastRows * 2 ? body + tail : first + Composer.continuedHeight)
      // What fits a page whole is not cut for the sake of a corner of this one, unless the plan says so.
      if least > room || fitsFreshPage && !placing.mayCut { newPage(endsSection: false) }
    }
    let isUnderSharedHeadline = awaitsFirstBlock
    holdsOnlyOpening = false
    awaitsFirstBlock = false
    if !table.rows.isEmpty {
      cost += PageCost.pitch(pitch, beside: pagePitch)
      pagePitch = pitch
    }
    for slab in table.lead { put(slab) }
    var start = 0
    var isFirst = true
    repeat {
      start = placePart(table, from: start, isFirst: isFirst, pitch: pitch)
      isFirst = false
      if start < table.rows.count {
        cuts += 1
        // A section shares a page with the one before only where its first table stands whole under its headline, or a good part of one that no page holds.
        if isUnderSharedHeadline, fitsFreshPage || start < Composer.leastSharedRows { isUnsound = true }
        cost += fitsFreshPage ? PageCost.avoidableCut : PageCost.cut
        newPage(endsSection: false)
        pagePitch = pitch
      }
    } while start < table.rows.count
  }

  private func tailHeight(_ table: PreparedTable, _ pitch: Double) -> Double {
    (table.total.map { table.height($0, pitch) } ?? 0) + table.notes.reduce(0) { $0 + $1.gapBefore + $1.height }
  }

  /// Places title, head and as many rows as the page takes; the total and the notes after the last. Gives the first row not placed.
  private mutating func placePart(_ table: PreparedTable, from start: Int, isFirst: Bool, pitch: Double) -> Int {
    put(isFirst ? table.title : table.continuedTitle)
    y += Gap.caption
    let headTop = y
    add(isFirst ? table.head : table.head.unread, dy: headTop)
    y += table.headHeight
    let end = lastRow(table, from: start, pitch: pitch)
    let bodyTop = y
    if isRehearsal {
      y += table.height(of: start..<end, pitch)
    } else {
      for row in table.rows[start..<end] { putRow(row, of: table, pitch: pitch) }
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
    let rest = table.height(of: start..<table.rows.count, pitch)
    if y + rest + tailHeight(table, pitch) <= geometry.bottom + 0.01 { return table.rows.count }
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
            isRightAligned: true, mark: .artifact)))
      pages[last].bottom = y + Composer.continuedHeight
    }
    y += Composer.continuedHeight
  }
}
