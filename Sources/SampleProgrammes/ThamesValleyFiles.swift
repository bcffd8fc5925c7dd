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
      more: "local_providers: [RAS]\n")
  }
}
