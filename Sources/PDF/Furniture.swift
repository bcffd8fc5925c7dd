import Charts
import Quantities
import Report
import Styling
import TaggedPDF
import Typesetting

/// The running header and footer.
struct Furniture {
  private let identity: PackIdentity
  private let programme: ShapedText
  private let organisation: ShapedText
  private let period: ShapedText
  private let banner: ShapedText?
  /// The room of the mark with the gap after it.
  private static let markRoom = 17.5

  /// Shapes what all pages share.
  init(_ identity: PackIdentity, _ pack: inout PackContext, _ fonts: borrowing FontLibrary) {
    self.identity = identity
    let cut = identity.provisional ? "\(identity.cut.rawValue), provisional" : identity.cut.rawValue
    let label = "\(identity.period.year.label) \(identity.period.monthLabel)"
    programme = pack.shape(identity.programme, TypeScale.small, fonts)
    let whole = pack.shape(" · \(label) (to \(identity.period.monthName)) · \(cut)", TypeScale.small, fonts)
    let inFull = pack.shape(identity.name, TypeScale.smallBold, fonts)
    let isTooWide = programme.width + inFull.width + whole.width + 40 > pack.geometry.measure
    period = isTooWide ? pack.shape(" · \(label) · \(cut)", TypeScale.small, fonts) : whole
    // The mark and the period never give way; a long name does, to a shorter one where the organisation has it.
    let room = pack.geometry.measure - Furniture.markRoom - 8 - period.width
    organisation = pack.shape(first: [identity.name, identity.shortName].compactMap(\.self), TypeScale.smallBold, in: room, fonts)
    banner = identity.banner.map { pack.shape($0, TypeScale.smallBold, fonts) }
  }

  /// Puts header and footer on a page of a section.
  func put(
    into content: inout PageContent, section: ReportSection, page: Int, of pages: Int, _ pack: inout PackContext, _ fonts: borrowing FontLibrary
  ) {
    let geometry = pack.geometry
    var header = PageContent()
    let base = 10 * PageGeometry.mm + 9
    header.items.append(.shape(Wordmark.commands(height: 10.5), x: geometry.left, y: base - 8.6, .header))
    let organisationX = geometry.right - period.width - organisation.width
    // A name so long that both do not fit keeps its place; the programme's name stands on the cover.
    if geometry.left + Furniture.markRoom + programme.width + 8 < organisationX {
      header.add(programme, x: geometry.left + Furniture.markRoom, y: base, .ink2, .header)
    }
    header.add(organisation, x: organisationX, y: base, .ink2, .header)
    header.add(period, x: geometry.right - period.width, y: base, .ink2, .header)
    header.addRule(geometry.left, geometry.right, y: geometry.headerRule, .rule, 0.5)
    content.items.insert(contentsOf: header.items, at: 0)
    content.rules.append(contentsOf: header.rules)

    content.addRule(geometry.left, geometry.right, y: geometry.footerRule, .rule, 0.5)
    let foot = geometry.footerRule + 1.2 * PageGeometry.mm + 9.2
    let key = pack.shape(section.footerKey ?? "Variance = plan − actual. A minus sign means over plan.", TypeScale.small, fonts)
    let number = "Page \(page) of \(pages)"
    // The key and the banner never give way; a long title does.
    let room = geometry.measure - key.width - 12 - (banner.map { $0.width + 12 } ?? 0)
    let place = pack.shape(first: ["\(section.shortTitle) · \(number)", number], TypeScale.small, in: room, fonts)
    content.add(key, x: geometry.left, y: foot, .ink2, .footer)
    if let banner {
      // Between the two texts, in the middle of what is free.
      let free = geometry.measure - key.width - place.width
      content.add(banner, x: geometry.left + key.width + (free - banner.width) / 2, y: foot, .concern, .footer)
    }
    content.add(place, x: geometry.right - place.width, y: foot, .ink2, .footer)
  }
}
