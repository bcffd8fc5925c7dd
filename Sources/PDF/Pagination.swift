import Report
import Styling

/// Shares sections out over pages: which sections share a page, and how high a page's rows are.
enum Pagination {
  /// A page fuller than this is full; one emptier than `least` should be filled.
  static let most = 0.985
  static let least = 0.75
  /// A section that leaves its page emptier than this may be joined by the next.
  static let sharing = 0.64

  /// Places all sections; the pages follow the cover.
  static func pages(of sections: [PreparedSection], geometry: PageGeometry) -> [LaidPage] {
    var composer = Composer(geometry: geometry, pagesBefore: 1, isRehearsal: false)
    var first = 0
    while first < sections.count {
      let group = group(from: first, sections, geometry)
      let pitch = pitch(of: group, sections, geometry)
      for number in group { composer.place(sections[number], number: number, isShared: number > group.lowerBound, pitch: pitch) }
      first = group.upperBound
    }
    return composer.pages
  }

  /// The sections that share pages from `first` on: each after the first fits whole under the one before it.
  private static func group(from first: Int, _ sections: [PreparedSection], _ geometry: PageGeometry) -> Range<Int> {
    var trial = Composer(geometry: geometry, pagesBefore: 0, isRehearsal: true)
    trial.place(sections[first], number: first, isShared: false, pitch: RowPitch.standard)
    var end = first + 1
    while end < sections.count, trial.fill < sharing, !sections[end].isRepeated, !sections[end - 1].isRepeated {
      var next = trial
      next.place(sections[end], number: end, isShared: true, pitch: RowPitch.standard)
      guard next.page == trial.page, next.fill <= 1 else { break }
      trial = next
      end += 1
    }
    return first..<end
  }

  /// The row pitch of a group: the standard one; a closer one where it saves a page or a
  /// table's cut; a wider one where the last page is under three quarters full.
  private static func pitch(of group: Range<Int>, _ sections: [PreparedSection], _ geometry: PageGeometry) -> Double {
    func rehearse(_ pitch: Double) -> Composer {
      var trial = Composer(geometry: geometry, pagesBefore: 0, isRehearsal: true)
      for number in group { trial.place(sections[number], number: number, isShared: number > group.lowerBound, pitch: pitch) }
      return trial
    }
    let standard = rehearse(RowPitch.standard)
    if standard.page > 1 || standard.cuts > 0 {
      let closer = rehearse(RowPitch.compact)
      if (closer.page, closer.cuts) < (standard.page, standard.cuts) { return RowPitch.compact }
    }
    var chosen = RowPitch.standard
    for pitch in [RowPitch.comfortable, RowPitch.roomy] {
      guard standard.fill < least else { break }
      let wider = rehearse(pitch)
      // A block that wider rows push to the next page would leave a hole where it stood.
      let leavesHole = zip(wider.fills, standard.fills).contains { $0 < $1 - 0.02 }
      guard wider.page == standard.page, wider.cuts <= standard.cuts, wider.fill <= most, !leavesHole else { break }
      chosen = pitch
      if wider.fill >= least { break }
    }
    return chosen
  }
}
