import CCairo
import Foundation
import TestSupport
import Testing

@testable import Mail

/// The picture of a PDF's first page is that page, the same each time, and nothing that is no PDF is drawn.
struct ThumbnailTests {
  /// The colour at a place of a PNG file, as Cairo reads it: 0xRRGGBB.
  private struct Picture {
    let width: Int
    let height: Int
    private let pixels: [UInt32]

    init(_ png: [UInt8]) throws {
      let folder = try TemporaryFolder()
      let surface = cairo_image_surface_create_from_png(try folder.file("page.png", png))
      defer { cairo_surface_destroy(surface) }
      try #require(cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS)
      width = Int(cairo_image_surface_get_width(surface))
      height = Int(cairo_image_surface_get_height(surface))
      let stride = Int(cairo_image_surface_get_stride(surface))
      let data = try #require(cairo_image_surface_get_data(surface))
      let width = width
      pixels = (0..<height).flatMap { y in
        (0..<width).map { x in UnsafeRawPointer(data).loadUnaligned(fromByteOffset: y * stride + x * 4, as: UInt32.self) & 0xFFFFFF }
      }
    }

    func colour(_ x: Int, _ y: Int) -> UInt32 { pixels[y * width + x] }
    var darkCount: Int { pixels.count { $0 < 0x404040 } }
  }

  @Test func itIsTheFirstPage() throws {
    let pdf = SamplePDF.make(pages: 3)
    let (png, pageCount) = try firstPagePNG(ofPDF: pdf, width: 300)
    #expect(pageCount == 3)
    #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]))
    let picture = try Picture(png)
    #expect(picture.width == 300 && picture.height == 425)
    // The blue at the top left, the white of the paper, and the dark of the text.
    #expect(picture.colour(20, 20) == 0x005EB8)
    #expect(picture.colour(280, 20) == 0xFFFFFF && picture.colour(20, 400) == 0xFFFFFF)
    #expect(picture.darkCount > 50)
    #expect(try firstPageText(ofPDF: pdf).trimmingCharacters(in: .whitespacesAndNewlines) == SamplePDF.text(1))
  }

  @Test(arguments: [16, 150, 1000]) func theSameBytesGiveTheSamePicture(_ width: Int) throws {
    let pdf = SamplePDF.make()
    let first = try firstPagePNG(ofPDF: pdf, width: width)
    #expect(try firstPagePNG(ofPDF: pdf, width: width).png == first.png)
    #expect(try Picture(first.png).width == width)
    #expect(try firstPagePNG(ofPDF: SamplePDF.make(title: "another"), width: width).png == first.png)
  }

  @Test func whatCannotBeDrawnIsRefused() throws {
    let pdf = SamplePDF.make()
    for bytes in [[], Array("no PDF".utf8), [0x25], Array(pdf.prefix(pdf.count / 2))] {
      #expect { _ = try firstPagePNG(ofPDF: bytes, width: 200) } throws: { error in
        if case ThumbnailError.damaged(let reason) = error { !reason.isEmpty } else { false }
      }
      #expect(throws: ThumbnailError.self) { _ = try firstPageText(ofPDF: bytes) }
    }
    let encrypted = try encryptedPDF(pdf, password: Secret("correct horse"))
    #expect(throws: ThumbnailError.encrypted) { _ = try firstPagePNG(ofPDF: encrypted, width: 200) }
    for width in [Int.min, -1, 0, 15, 4001, .max] { #expect(throws: ThumbnailError.self) { _ = try firstPagePNG(ofPDF: pdf, width: width) } }
    #expect(throws: ThumbnailError.size(width: 200, height: 200_000)) {
      _ = try firstPagePNG(ofPDF: SamplePDF.make(pages: 1, width: 10, height: 10_000), width: 200)
    }
  }

  @Test func damageIsSurvived() throws {
    let pdf = SamplePDF.make(pages: 1)
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<100 {
      var bytes = Array(pdf.prefix(Int.random(in: 1...pdf.count, using: &generator)))
      for _ in 0..<4 { bytes[Int.random(in: 0..<bytes.count, using: &generator)] = .random(in: 0...255, using: &generator) }
      _ = try? firstPagePNG(ofPDF: bytes, width: 60)
    }
  }

  @Test func manyAtOnceGiveTheSamePictures() async throws {
    let pdfs = (1...4).map { SamplePDF.make(pages: $0, width: 400 + Double($0)) }
    let alone = try pdfs.map { try firstPagePNG(ofPDF: $0, width: 200).png }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<64 {
        group.addTask {
          let png = try firstPagePNG(ofPDF: pdfs[number % 4], width: 200).png
          #expect(png == alone[number % 4])
        }
      }
      try await group.waitForAll()
    }
  }
}
