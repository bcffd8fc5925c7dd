package import Report
package import Styling

/// Writes a page that belongs to a whole release from its sections, as portal, proof and data quality are written: a comparison, a reconciliation.
///
/// - Throws: nothing but what a block can throw.
package func renderSections(
  _ title: String, heading: ReleaseHeading, sections: [ReportSection], templates: PageTemplates, measure: any TextMeasure
) throws(RenderingError) -> RenderedPage {
  try templates.renderRelease(title, heading: heading, sections: sections, measure: measure)
}
