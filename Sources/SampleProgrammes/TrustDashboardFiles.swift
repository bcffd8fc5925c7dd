extension TrustDashboard {
  /// Writes the whole programme folder.
  ///
  /// - Throws: what the output throws.
  package func write(to output: SampleOutput) throws {
    try output("programme.yaml", bytes(programmeFile))
    try SampleOrganisations(commissioners: commissioners, providers: [provider], practices: practices).write(to: output)
    try output("organisations/pods.csv", pods)
    try output("organisations/tiles.csv", SampleGeography.tiles(commissioners))
    for month in months.indices { try output("\(months[month].slamFolder)/\(provider.code).csv", submission(month)) }
    try writeRest(to: output)
  }

  private var programmeFile: String {
    sampleProgrammeFile(
      name: "Trust Dashboard 2016-17",
      remark: "A sample programme of one trust: its sums reproduce a published dashboard, its other lines are made up.")
  }

  private var pods: [UInt8] {
    var text = ByteText()
    text.line("provider,local_pod,from,to,derived_pod,national_pod,group,unit")
    for pod in SamplePod.all {
      let local = TrustDashboard.localName(pod)
      text.record(["*", local.title, "", "", local.code, pod.national, pod.group, pod.unit])
    }
    return text.bytes
  }

  private func submission(_ month: Int) -> [UInt8] {
    let style = AcmText.Style()
    var text = ByteText(bytes: style.header)
    let stated = months[month]
    let head = bytes("\(stated.month),\(stated.yearCode),\(stated.created(day: 11 + month % 6, minute: month * 7 % 60)),\(provider.code)")
    for (commissioner, contract) in contracts.enumerated() {
      for line in contract.lines {
        if line.planPrice == 0 && !(0...month).contains(where: { line.price[$0] != 0 }) { continue }
        text.add(head)
        addPlan(of: line, commissioner: commissioner, month: month, to: &text)
        text.comma()
        text.add(
          activity: line.activity[month], price: line.price[month],
          marketForces: AcmText.marketForcesPart(of: line.price[month], pod: line.line.definition, provider: provider))
        text.add(style.lineEnd)
      }
    }
    return text.bytes
  }

  /// Adds the fields of a line from the site to the planned market forces factor.
  func addPlan(of line: DashboardLine, commissioner: Int, month: Int, to text: inout ByteText) {
    text.add(
      AcmText.middle(
        of: line.line, site: provider.sites[0], commissioner: commissioners[commissioner].code,
        practice: practices[commissioner][line.practice].code, provider: provider, style: AcmText.Style(),
        local: TrustDashboard.localName(line.line.definition)))
    text.add(activityParts: line.planActivity[month])
    text.comma()
    text.add(parts: line.planPrice)
    text.comma()
    let planned = AcmText.marketForcesPart(of: line.planPrice, pod: line.line.definition, provider: provider)
    if planned != 0 { text.add(parts: planned) }
  }
}

extension ByteText {
  /// An exact amount of activity: whole, or with as many decimals as it needs.
  mutating func add(activityParts: Parts) {
    if activityParts % partsInPound == 0 { add(number: Int(activityParts / partsInPound)) } else { add(parts: activityParts) }
  }
}
