import Findings
import Quantities

/// No line stands twice with other amounts.
let sameLineTwice = DuplicateCheck(
  CheckDefinition(
    "SLAM-160", .duplicates, .note, "no line stands twice with other amounts",
    reason: "DCB2050 aggregates: one line for each combination of its codes",
    message: "a line whose codes stood on an earlier line, with other amounts",
    hint: "ask the provider whether the second corrects the first: both count",
    about: .actualPrice, limit: CheckLimit(1000, .pounds, "the price from which such a line is listed")
  )
) { charges, limit in
  repeated(charges, alike: .codes, where: { !$0.traits.contains(.money) && $0.price != 0 && $0.price.magnitude >= UInt64(limit) }) { first, later in
    // The same with the same amounts is a whole row twice, which has a check of its own.
    first.price != later.price || first.activity != later.activity
  }
}
