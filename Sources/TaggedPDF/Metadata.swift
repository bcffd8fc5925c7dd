/// The facts of a document's information dictionary and of its metadata.
package struct DocumentInformation: Sendable, Hashable {
  /// The title.
  package var title: String
  /// Who publishes it.
  package var author: String
  /// What it is about, in a line.
  package var subject: String
  /// The date it bears, `2016-04-14`: given, never the clock's, so that two runs give the same bytes.
  package var date: String

  /// Makes the facts.
  package init(title: String, author: String, subject: String, date: String) {
    self.title = title
    self.author = author
    self.subject = subject
    self.date = date
  }
}

extension DocumentInformation {
  /// What every document is written in.
  static let language = "en-GB"
  private static let creator = "Outturn"
  private static let producer = "Outturn with Cairo"

  /// Writes the information dictionary.
  func putDictionary(into out: inout [UInt8]) {
    let day = date.utf8.filter { $0 != UInt8(ascii: "-") } + Array("000000Z".utf8)
    out.put("<<")
    for (key, text) in [("/Title", title), ("/Author", author), ("/Subject", subject), ("/Creator", Self.creator), ("/Producer", Self.producer)] {
      out += key.utf8
      out.put(text: text)
    }
    out.put("/CreationDate")
    out.put(string: Array("D:".utf8) + day)
    out.put("/ModDate")
    out.put(string: Array("D:".utf8) + day)
    out.put(">>")
  }

  /// The metadata: the same facts, and what the file is built to: PDF/A-2a and PDF/UA-1. The schema of the latter is described, as the former wants it.
  var packet: String {
    """
    <?xpacket begin="\u{FEFF}" id="W5M0MpCehiHzreSzNTczkc9d"?>
    <x:xmpmeta xmlns:x="adobe:ns:meta/">
    <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
    <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
     xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
    <dc:format>application/pdf</dc:format>
    <dc:title><rdf:Alt><rdf:li xml:lang="x-default">\(escaped(title))</rdf:li></rdf:Alt></dc:title>
    <dc:creator><rdf:Seq><rdf:li>\(escaped(author))</rdf:li></rdf:Seq></dc:creator>
    <dc:description><rdf:Alt><rdf:li xml:lang="x-default">\(escaped(subject))</rdf:li></rdf:Alt></dc:description>
    <dc:language><rdf:Bag><rdf:li>\(Self.language)</rdf:li></rdf:Bag></dc:language>
    <pdf:Producer>\(Self.producer)</pdf:Producer>
    <xmp:CreatorTool>\(Self.creator)</xmp:CreatorTool>
    <xmp:CreateDate>\(date)T00:00:00Z</xmp:CreateDate>
    <xmp:ModifyDate>\(date)T00:00:00Z</xmp:ModifyDate>
    <pdfaid:part>2</pdfaid:part>
    <pdfaid:conformance>A</pdfaid:conformance>
    <pdfuaid:part>1</pdfuaid:part>
    </rdf:Description>
    <rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
     xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#">
    <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
    <pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
    <pdfaProperty:name>part</pdfaProperty:name>
    <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
    <pdfaProperty:category>internal</pdfaProperty:category>
    <pdfaProperty:description>Part of ISO 14289 to which the file is built</pdfaProperty:description>
    </rdf:li></rdf:Seq></pdfaSchema:property>
    </rdf:li></rdf:Bag></pdfaExtension:schemas>
    </rdf:Description>
    </rdf:RDF>
    </x:xmpmeta>
    <?xpacket end="r"?>
    """
  }

  /// A text as XML has it; what XML cannot hold becomes a space, as it does in the dictionary.
  private func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      default:
        let isControl = scalar.value < 0x20 || scalar.value == 0x7F || scalar.value & 0xFFFE == 0xFFFE
        result.unicodeScalars.append(isControl ? " " : scalar)
      }
    }
    return result
  }
}
