import Findings
import Quantities

/// The site is the provider’s.
let siteOfAnother = LineCheck(
  CheckDefinition(
    "SLAM-185", .attribution, .note, "the site is the provider’s",
    reason: "NHS site codes begin with the code of the trust that they belong to",
    message: "a site that is not the provider’s",
    hint: "ask the provider whether another trust gave the care and charges for it too",
    about: .site, needs: [.site]
  )
) { line, _ in
  line.traits.contains(.siteElsewhere) ? line.actualPrice : nil
}
