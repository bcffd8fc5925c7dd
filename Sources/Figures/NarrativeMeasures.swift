extension Measure {
  // Rules of sentences.
  package static let rateThreshold = "rate_threshold"
  package static let smallestPressure = "smallest_pressure"
}

let narrativeMeasures: [MeasureDefinition] = [
  .init(
    Measure.rateThreshold, "Smallest plan whose rate is compared", .pounds, "a contract’s plan to date from which on its rate over plan is compared",
    .source("the program’s rule for things to know")),
  .init(
    Measure.smallestPressure, "Smallest pressure spoken of", .pounds, "the least amount, without sign, that the section on pressures speaks of",
    .source("the program’s rule for pressures")),
]
