/// What stands at the top of the pages that belong to a whole release: portal, proof, data quality.
package struct ReleaseHeading: Sendable {
  /// The programme's name.
  package var programme: String
  /// The release in words: `Release 2015-16 M11 · freeze · 14 April 2016`.
  package var release: String
  /// `SAMPLE DATA`, `REHEARSAL`, or nil.
  package var banner: String?
  /// The links at the right: label and address relative to the page.
  package var links: [Link]

  /// A link.
  package struct Link: Sendable, Hashable {
    /// Its words.
    package var label: String
    /// Where it leads.
    package var address: String
    /// Makes a link.
    package init(_ label: String, _ address: String) {
      self.label = label
      self.address = address
    }
  }

  /// Makes a heading.
  package init(programme: String, release: String, banner: String?, links: [Link]) {
    self.programme = programme
    self.release = release
    self.banner = banner
    self.links = links
  }

  var topBar: TopBarView {
    TopBarView(
      name: programme, detail: release, banner: banner ?? "", links: links.map { LinkView(label: $0.label, address: $0.address) })
  }
}
