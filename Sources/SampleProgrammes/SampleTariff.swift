/// The national tariff of the sample programmes: what their prices are made from, before the market forces factor.
enum SampleTariff {
  /// `organisations/tariff.csv`: for each point of delivery with case mix and each resource group of its chapters, the mean over the specialties that use it.
  static var file: [UInt8] {
    var text = ByteText()
    text.line("pod,hrg,price,from,to")
    let places = SamplePod.all.indices.filter { place in
      if case .chapter = SamplePod.all[place].resource { SamplePod.all[place].marketForces } else { false }
    }
    let plain = SampleProvider("", "", "", 0, 10_000, nil)
    for place in places {
      let pod = SamplePod.all[place]
      for (letter, _) in SampleResource.chapters {
        let specialties = SampleSpecialty.all.filter { $0.chapter == letter && offers(pod, $0) }
        if specialties.isEmpty { continue }
        for code in SampleResource.codes(of: letter) {
          var sum: Parts = 0
          for specialty in specialties { sum += SampleLine(pod: place, specialty: specialty.code, resource: code).unitPrice(at: plain) }
          let mean = sum / Parts(specialties.count) / partsInPound * partsInPound
          text.record([pod.national, code, pounds(mean), "", ""])
        }
      }
    }
    return text.bytes
  }

  private static func offers(_ pod: SamplePod, _ specialty: SampleSpecialty) -> Bool {
    switch pod.specialty {
    case .any: true
    case .surgical: specialty.surgical
    case .fixed(let codes): codes.contains(specialty.code)
    case .none: false
    }
  }
}
