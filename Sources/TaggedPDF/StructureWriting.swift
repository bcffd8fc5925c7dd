/// Writes the structure: an object for each element that holds content, and the tree that leads from content back to its element.
struct StructureWriting {
  private let structure: StructureTree
  private let document: TaggedDocument
  private let pages: [Int]
  private let content: [[Int32]]
  private let annotations: [[Int]]

  /// The content of elements in lists: of each element the first and the last, of each piece the next; −1 for none.
  private var firstPiece: [Int32]
  private var nextPiece: [Int32] = []
  private var pieces: [Piece] = []
  private var firstChild: [Int32]
  private var nextChild: [Int32]
  /// Whether an element is written.
  private var isKept: [Bool]
  private var areas: [Int32: TaggedDocument.Area] = [:]

  private enum Kind: Equatable {
    /// A marked sequence, by its number on the page.
    case content(Int)
    /// A link, by its object's number.
    case link(Int)
  }

  private struct Piece {
    var kind: Kind
    var page: Int
  }

  /// - Parameters:
  ///   - pages: the numbers of the pages' objects.
  ///   - content: the elements of each page's marked sequences.
  ///   - annotations: the numbers of each page's links.
  init(_ structure: StructureTree, _ document: TaggedDocument, _ pages: [Int], _ content: [[Int32]], _ annotations: [[Int]]) {
    self.structure = structure
    self.document = document
    self.pages = pages
    self.content = content
    self.annotations = annotations
    let count = structure.nodes.count
    firstPiece = [Int32](repeating: -1, count: count)
    firstChild = [Int32](repeating: -1, count: count)
    nextChild = [Int32](repeating: -1, count: count)
    isKept = [Bool](repeating: false, count: count)
    gather()
    keep()
  }

  /// Puts the content of each element in its order: by pages, on each page as it is drawn, links after it.
  private mutating func gather() {
    for page in pages.indices.reversed() {
      for (link, number) in zip(document.pages[page].links, annotations[page]).reversed() {
        if let element = link.mark.element { add(Piece(kind: .link(number), page: page), to: element.index) }
      }
      for (number, element) in content[page].enumerated().reversed() { add(Piece(kind: .content(number), page: page), to: element) }
      for figure in document.pages[page].figures {
        guard let element = figure.mark.element?.index else { continue }
        areas[element] = areas[element].map { $0.union(figure.area) } ?? figure.area
      }
    }
  }

  private mutating func add(_ piece: Piece, to element: Int32) {
    pieces.append(piece)
    nextPiece.append(firstPiece[Int(element)])
    firstPiece[Int(element)] = Int32(pieces.count - 1)
    isKept[Int(element)] = true
  }

  /// Keeps what holds content, and all cells of a row that does.
  private mutating func keep() {
    let nodes = structure.nodes
    isKept[0] = true
    for index in nodes.indices.dropFirst().reversed() where isKept[index] { isKept[Int(nodes[index].parent)] = true }
    for index in nodes.indices.dropFirst() where nodes[index].role == .cell || nodes[index].role == .head {
      isKept[index] = isKept[Int(nodes[index].parent)]
    }
    for index in nodes.indices.dropFirst().reversed() where isKept[index] {
      let parent = Int(nodes[index].parent)
      nextChild[index] = firstChild[parent]
      firstChild[parent] = Int32(index)
    }
  }

  /// Writes everything and gives the number of the structure's root.
  func write(into writer: inout PDFWriter) throws(TaggingError) -> Int {
    let root = writer.newNumber()
    let parents = writer.newNumber()
    var numbers = [Int](repeating: 0, count: structure.nodes.count)
    var next = writer.newNumbers(isKept.count { $0 })
    for index in numbers.indices where isKept[index] {
      numbers[index] = next
      next += 1
    }
    for index in structure.nodes.indices where isKept[index] {
      let parent = index == 0 ? root : numbers[Int(structure.nodes[index].parent)]
      try writer.packedObject(numbers[index]) { put(index, parent: parent, numbers, into: &$0) }
    }
    let names = try writeNames(numbers, into: &writer)
    try writeParents(parents, numbers, into: &writer)
    let keys = pages.count + document.pages.reduce(0) { $0 + $1.links.count { $0.mark.element != nil } }
    try writer.packedObject(root) { out in
      out.put("<</Type/StructTreeRoot/K ")
      out.put(reference: numbers[0])
      out.put("/ParentTree ")
      out.put(reference: parents)
      out.put("/ParentTreeNextKey ", keys)
      if let names {
        out.put("/IDTree ")
        out.put(reference: names)
      }
      out.put(">>")
    }
    return root
  }

  private func put(_ index: Int, parent: Int, _ numbers: [Int], into out: inout [UInt8]) {
    let node = structure.nodes[index]
    out.put("<</S/")
    out.put(node.role.name)
    out.put("/P ")
    out.put(reference: parent)
    var page = -1
    var count = 0
    var piece = firstPiece[index]
    while piece >= 0 {
      if page < 0 { page = pieces[Int(piece)].page }
      count += 1
      piece = nextPiece[Int(piece)]
    }
    var child = firstChild[index]
    while child >= 0 {
      count += 1
      child = nextChild[Int(child)]
    }
    if page >= 0 {
      out.put("/Pg ")
      out.put(reference: pages[page])
    }
    if count > 0 {
      out.put(count > 1 ? "/K[" : "/K ")
      piece = firstPiece[index]
      while piece >= 0 {
        put(pieces[Int(piece)], on: page, into: &out)
        out.append(0x20)
        piece = nextPiece[Int(piece)]
      }
      child = firstChild[index]
      while child >= 0 {
        out.put(reference: numbers[Int(child)])
        out.append(0x20)
        child = nextChild[Int(child)]
      }
      if count > 1 { out.put("]") }
    }
    if node.entries >= 0 { out += structure.entries[Int(node.entries)] }
    if let area = areas[Int32(index)] {
      out.put("/A<</O/Layout/BBox")
      out.put(area, document.height)
      out.put(">>")
    }
    out.put(">>")
  }

  private func put(_ piece: Piece, on page: Int, into out: inout [UInt8]) {
    switch piece.kind {
    case .content(let number) where piece.page == page: out.put(number)
    case .content(let number):
      out.put("<</Type/MCR/Pg ")
      out.put(reference: pages[piece.page])
      out.put("/MCID ", number)
      out.put(">>")
    case .link(let number):
      out.put("<</Type/OBJR/Obj ")
      out.put(reference: number)
      out.put("/Pg ")
      out.put(reference: pages[piece.page])
      out.put(">>")
    }
  }

  /// The heads that cells name.
  private func writeNames(_ numbers: [Int], into writer: inout PDFWriter) throws(TaggingError) -> Int? {
    let heads = structure.named.filter { isKept[Int($0)] }
    if heads.isEmpty { return nil }
    let number = writer.newNumber()
    try writer.packedObject(number) { out in
      out.put("<</Names[")
      for head in heads {
        out.put(name: head)
        out.put(reference: numbers[Int(head)])
        out.append(0x20)
      }
      out.put("]>>")
    }
    return number
  }

  /// The elements of each page's marked sequences, and the element of each link.
  private func writeParents(_ tree: Int, _ numbers: [Int], into writer: inout PDFWriter) throws(TaggingError) {
    var lists: [Int] = []
    for page in pages.indices {
      let list = writer.newNumber()
      lists.append(list)
      try writer.packedObject(list) { out in
        out.put("[")
        for element in content[page] {
          out.put(reference: numbers[Int(element)])
          out.append(0x20)
        }
        out.put("]")
      }
    }
    try writer.packedObject(tree) { out in
      out.put("<</Nums[")
      for (page, list) in lists.enumerated() {
        out.put(page)
        out.append(0x20)
        out.put(reference: list)
        out.append(0x20)
      }
      var key = pages.count
      for page in document.pages {
        for link in page.links {
          guard let element = link.mark.element else { continue }
          out.put(key)
          out.append(0x20)
          out.put(reference: numbers[Int(element.index)])
          out.append(0x20)
          key += 1
        }
      }
      out.put("]>>")
    }
  }
}
