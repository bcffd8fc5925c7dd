extension ThamesValleyWessex {
  /// Writes the whole programme folder.
  ///
  /// - Throws: what the output throws.
  package func write(to output: SampleOutput) throws {
    try output("programme.yaml", bytes(programmeFile))
    let organisations = SampleOrganisations(commissioners: commissioners, providers: providers, practices: practices)
    try organisations.write(to: output)
    try SampleOrganisations.writePods(to: output)
    try ReferringOrganisation.write(to: output)
    try output("organisations/geography.geojson", try SampleGeography.boundaries())
    try writeSubmissions(to: output)
    try writePlans(to: output)
    try writeAttendances(to: output)
    try writeRegisters(to: output)
  }

  private var programmeFile: String {
    sampleProgrammeFile(
      name: "Thames Valley & Wessex London Contracts",
      remark: "A sample programme: its sums reproduce published figures, its lines are made up.",
      more: """
        local_providers: [RAS]
        local_alternatives:
          - {specialty: "330", service: Community dermatology, market_forces_factor: 1.04}
          - {specialty: "130", service: "Community eye service, Buckinghamshire", commissioners: [10H, 10Y], market_forces_factor: 1.03}
        # The sample's attendance files hold a part of what its returns charge: to compare the two would say that of every pair.
        # Its prices give way by up to a quarter, and an admission’s by a fifth more, so that whole numbers of patients come to the published sums: only what is off
        # the tariff by more than both together is worth saying.
        checks: {SLAM-141: {limit: 50}, XREF-001: false, XREF-002: false, XREF-003: false, XREF-004: false, XREF-005: false, XREF-006: false}

        """)
  }
}
