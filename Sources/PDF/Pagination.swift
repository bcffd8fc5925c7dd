import Report
import Styling

/// Shares sections out over pages: which sections share a page, where pages break, and how high the rows of each table are.
///
/// The best plan is sought block by block: of the plans up to a block the cheapest few are kept (`PageCost`), each is tried with every way to place the next
/// block, and the cheapest of all at the end is carried out. Equal plans keep the order in which they were tried, so that one report has one plan.
enum Pagination {
  /// How many plans are kept from block to block.
  private static let kept = 10
  /// A page emptier than this is not left for the sake of the next.
  private static let leastLeft = 0.45

  /// One decision: whether a section shares a page, or how a block is placed.
  private struct Decision {
    var parent: Int
    var isShared: Bool
    var placing: Placing
  }

  /// A plan as far as it goes.
  private struct Trial {
    var composer: Composer
    var last: Int
    var isShared = false

    /// What it costs, the present page as far as it is filled.
    var rank: Double { composer.cost + PageCost.each * composer.fill }
  }

  /// Places all sections; the pages follow the cover.
  static func pages(of sections: [PreparedSection], geometry: PageGeometry) -> [LaidPage] {
    let own = sections.map { $0.blocks }
    let shared = sections.map { $0.blocks(isShared: true) }
    var composer = Composer(geometry: geometry, pagesBefore: 1, isRehearsal: false)
    var decisions = plan(sections, own, shared, geometry)[...]
    for (number, section) in sections.enumerated() {
      guard let opening = decisions.popFirst() else { break }
      composer.open(section, number: number, isShared: opening.isShared)
      for block in opening.isShared ? shared[number] : own[number] {
        if let decision = decisions.popFirst() { composer.place(block, decision.placing) }
      }
    }
    return composer.pages
  }

  /// The decisions of the cheapest plan: for each section its opening, then its blocks.
  private static func plan(
    _ sections: [PreparedSection], _ own: [[PreparedBlock]], _ shared: [[PreparedBlock]], _ geometry: PageGeometry
  ) -> [Decision] {
    var made: [Decision] = []
    var trials = [Trial(composer: Composer(geometry: geometry, pagesBefore: 0, isRehearsal: true), last: -1)]
    for number in sections.indices {
      var opened: [Trial] = []
      let canShare = number > 0 && !sections[number].isRepeated && !sections[number - 1].isRepeated
      for trial in trials {
        for isShared in canShare ? [false, true] : [false] {
          var next = trial
          next.composer.open(sections[number], number: number, isShared: isShared)
          next.isShared = isShared
          made.append(Decision(parent: trial.last, isShared: isShared, placing: Placing()))
          next.last = made.count - 1
          opened.append(next)
        }
      }
      // A headline and the first block under it are tried together: a headline without it is no plan.
      trials = opened
      for index in own[number].indices {
        var grown: [Trial] = []
        for trial in trials {
          let block = trial.isShared ? shared[number][index] : own[number][index]
          for (placing, composer) in ways(to: block, isFirst: index == 0, from: trial.composer) {
            made.append(Decision(parent: trial.last, isShared: trial.isShared, placing: placing))
            grown.append(Trial(composer: composer, last: made.count - 1, isShared: trial.isShared))
          }
        }
        trials = best(of: grown)
      }
      trials = best(of: trials)
    }
    let cheapest = trials.min { $0.composer.cost + last($0.composer) < $1.composer.cost + last($1.composer) }
    var decisions: [Decision] = []
    var link = cheapest?.last ?? -1
    while link >= 0 {
      decisions.append(made[link])
      link = made[link].parent
    }
    return decisions.reversed()
  }

  /// The last page of a pack may end where it ends, unless next to nothing stands on it.
  private static func last(_ composer: Composer) -> Double {
    PageCost.each + 0.3 * (PageCost.page(fill: composer.fill, endsSection: true) - PageCost.each)
  }

  /// Every sound way to place a block.
  private static func ways(to block: PreparedBlock, isFirst: Bool, from start: Composer) -> [(Placing, Composer)] {
    var ways: [(Placing, Composer)] = []
    func attempt(_ placing: Placing) -> Composer {
      var composer = start
      composer.place(block, placing)
      if !composer.isUnsound { ways.append((placing, composer)) }
      return composer
    }
    let mayLeave = !isFirst && start.fill > leastLeft
    switch block {
    case .slabs:
      let natural = attempt(Placing())
      if mayLeave, natural.page == start.page { _ = attempt(Placing(startsPage: true)) }
    case .table(let table):
      for pitch in table.rows.isEmpty ? [RowPitch.standard] : RowPitch.all {
        let whole = attempt(Placing(pitch: pitch))
        if whole.page > start.page, !isFirst { _ = attempt(Placing(pitch: pitch, mayCut: true)) }
        if mayLeave, whole.page == start.page { _ = attempt(Placing(pitch: pitch, startsPage: true)) }
      }
    }
    return ways
  }

  /// The cheapest few, one of those that stand at one place.
  private static func best(of trials: [Trial]) -> [Trial] {
    let order = trials.indices.sorted { (trials[$0].rank, $0) < (trials[$1].rank, $1) }
    var result: [Trial] = []
    for index in order where result.count < kept {
      let composer = trials[index].composer
      let isKnown = result.contains { other in
        other.composer.page == composer.page && abs(other.composer.y - composer.y) < 0.5 && other.composer.pagePitch == composer.pagePitch
          && other.isShared == trials[index].isShared
      }
      if !isKnown { result.append(trials[index]) }
    }
    return result
  }
}
