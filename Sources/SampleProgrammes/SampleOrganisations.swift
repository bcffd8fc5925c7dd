/// The organisation files of a sample programme.
struct SampleOrganisations {
  let commissioners: [SampleCommissioner]
  let providers: [SampleProvider]
  let practices: [[SamplePractice]]

  /// Writes `organisations/*.csv`.
  func write(to output: SampleOutput) throws {
    var text = ByteText()
    text.line("code,name,cluster,weighted_population")
    for (index, commissioner) in commissioners.enumerated() {
      var population = 0
      for practice in practices[index] { population += practice.population }
      text.record([commissioner.code, commissioner.name, commissioner.cluster, String(population)])
    }
    try output("organisations/commissioners.csv", text.bytes)
    text = ByteText()
    text.line("code,name,short_name")
    for provider in providers { text.record([provider.code, provider.name, provider.shortName]) }
    try output("organisations/providers.csv", text.bytes)
    text = ByteText()
    text.line("code,name,commissioner,locality,weighted_population")
    for list in practices {
      for practice in list {
        text.record([practice.code, practice.name, commissioners[practice.commissioner].code, practice.locality, String(practice.population)])
      }
    }
    try output("organisations/practices.csv", text.bytes)
    text = ByteText()
    text.line("code,name")
    for specialty in SampleSpecialty.all { text.record([specialty.code, specialty.name]) }
    try output("organisations/specialties.csv", text.bytes)
    text = ByteText()
    text.line("code,name")
    for (code, name) in SampleResource.names { text.record([code, name]) }
    try output("organisations/hrg.csv", text.bytes)
    try output("organisations/peers.csv", SampleCovariates.file(of: commissioners))
    try output("organisations/tariff.csv", SampleTariff.file)
  }

  /// Writes `organisations/pods.csv`: what each provider's point of delivery is nationally, its group and its unit.
  static func writePods(to output: SampleOutput) throws {
    var text = ByteText()
    text.line("provider,local_pod,from,to,derived_pod,national_pod,group,unit")
    for pod in SamplePod.all { text.record(["*", pod.title, "", "", pod.local, pod.national, pod.group, pod.unit]) }
    try output("organisations/pods.csv", text.bytes)
  }
}
