/// The layout of an Aggregate Contract Monitoring file (DOMAIN.md §1.2).
enum AcmText {
  /// The thirty-four columns in the standard's order.
  static let columns = [
    "FINANCIAL MONTH", "FINANCIAL YEAR", "DATE AND TIME DATA SET CREATED", "ORGANISATION IDENTIFIER (CODE OF PROVIDER)",
    "ORGANISATION SITE IDENTIFIER (OF TREATMENT)", "ORGANISATION IDENTIFIER (GP PRACTICE RESPONSIBILITY)",
    "ORGANISATION IDENTIFIER (RESIDENCE RESPONSIBILITY)", "ORGANISATION IDENTIFIER (CODE OF COMMISSIONER)",
    "GENERAL MEDICAL PRACTICE CODE (PATIENT REGISTRATION)", "ACTIVITY TREATMENT FUNCTION CODE", "LOCAL SUB-SPECIALTY CODE", "WARD CODE",
    "COMMISSIONED SERVICE CATEGORY CODE", "SERVICE CODE", "SPECIALISED MENTAL HEALTH SERVICE CATEGORY CODE", "POINT OF DELIVERY CODE",
    "POINT OF DELIVERY FURTHER DETAIL CODE", "POINT OF DELIVERY FURTHER DETAIL DESCRIPTION", "LOCAL POINT OF DELIVERY CODE",
    "LOCAL POINT OF DELIVERY DESCRIPTION", "LOCAL CONTRACT CODE", "LOCAL CONTRACT CODE DESCRIPTION", "LOCAL CONTRACT MONITORING CODE",
    "LOCAL CONTRACT MONITORING DESCRIPTION", "CONTRACT MONITORING ADDITIONAL DETAIL", "CONTRACT MONITORING ADDITIONAL DESCRIPTION",
    "TARIFF CODE", "NATIONAL TARIFF INDICATOR", "CONTRACT MONITORING PLANNED ACTIVITY", "CONTRACT MONITORING PLANNED PRICE",
    "CONTRACT MONITORING PLANNED MARKET FORCES FACTOR", "CONTRACT MONITORING ACTUAL ACTIVITY", "CONTRACT MONITORING ACTUAL PRICE",
    "CONTRACT MONITORING ACTUAL MARKET FORCES FACTOR",
  ]

  /// How a trust's returns differ from the plainest legal form.
  struct Style {
    var byteOrderMark = false
    var lineEnd: [UInt8] = [0x0A]
    /// Windows-1252 instead of UTF-8.
    var windows1252 = false
    /// The column names of an older layout, with a reporting type.
    var olderNames = false
    /// A description of the contract, with whatever characters it has.
    var contractTitle = ""

    /// The bytes of a text in the style's encoding: of the characters beyond ASCII only the apostrophe ’ is used.
    func encoded(_ text: String) -> [UInt8] {
      guard windows1252 else { return bytes(text) }
      return text.unicodeScalars.map { $0.isASCII ? UInt8(truncatingIfNeeded: $0.value) : 0x92 }
    }

    /// The header line.
    var header: [UInt8] {
      var names = AcmText.columns
      if olderNames {
        names[8] = "GENERAL MEDICAL PRACTICE (PATIENT REGISTRATION)"
        names.insert("REPORTING TYPE INDICATOR", at: 3)
      }
      return (byteOrderMark ? [0xEF, 0xBB, 0xBF] : []) + bytes(names.joined(separator: ",")) + lineEnd
    }
  }

  /// The fields of a line that stay the same from month to month: from the site to the planned market forces factor, with commas at both ends.
  static func middle(
    of line: SampleLine, site: String, commissioner: String, practice: String, provider: SampleProvider, style: Style,
    local: (code: String, title: String)? = nil
  ) -> [UInt8] {
    let pod = line.definition
    var text = ByteText()
    text.add(",\(site),\(commissioner),\(commissioner),\(commissioner),\(practice),\(line.specialty),,,21,,,\(pod.national),,,")
    text.add(field: local?.code ?? pod.local)
    text.comma()
    text.add(field: local?.title ?? pod.title)
    text.add(",\(commissioner)\(provider.code),")
    var title = ByteText()
    title.add(field: style.contractTitle)
    text.add(style.encoded(String(decoding: title.bytes, as: UTF8.self)))
    text.add(",\(pod.local.prefix(4))\(line.specialty),,,,\(line.resource),\(pod.marketForces ? "Y" : "N"),")
    return text.bytes
  }

  /// The part of a price that is market forces factor, to the penny.
  static func marketForcesPart(of price: Parts, pod: SamplePod, provider: SampleProvider) -> Parts {
    guard pod.marketForces else { return 0 }
    let part = Int(price) / provider.marketForces * (provider.marketForces - 10_000)
    return Parts(rounded(part, by: Int(partsInPenny))) * partsInPenny
  }
}

extension ByteText {
  /// Activity, price and its market forces factor; no market forces factor is a blank.
  mutating func add(activity: Int, price: Parts, marketForces: Parts) {
    add(number: activity)
    comma()
    add(parts: price)
    comma()
    if marketForces != 0 { add(parts: marketForces) }
  }
}
