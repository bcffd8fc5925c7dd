/// Which of 64 bytes are commas, line ends and double quotes: bit `i` is byte `i`.
struct BlockMasks {
  var comma: UInt64
  var newline: UInt64
  var quote: UInt64
  /// All bits that any of the bytes has, eight bytes side by side.
  var allBytes: UInt64
}

/// Gathers one bit a byte: the lanes that hold `needle`.
@inline(__always)
private func bits(_ block: SIMD64<UInt8>, equalTo needle: UInt8) -> UInt64 {
  // A lane that is equal is all ones. Of each eight lanes one bit is kept, at eight different places; a product gathers them in its top byte.
  let marked = unsafeBitCast(block .== SIMD64<UInt8>(repeating: needle), to: SIMD8<UInt64>.self)
  let places: UInt64 = 0x8040_2010_0804_0201
  let gather: UInt64 = 0x0101_0101_0101_0101
  var result: UInt64 = ((marked[0] & places) &* gather) &>> 56
  result |= (((marked[1] & places) &* gather) &>> 56) &<< 8
  result |= (((marked[2] & places) &* gather) &>> 56) &<< 16
  result |= (((marked[3] & places) &* gather) &>> 56) &<< 24
  result |= (((marked[4] & places) &* gather) &>> 56) &<< 32
  result |= (((marked[5] & places) &* gather) &>> 56) &<< 40
  result |= (((marked[6] & places) &* gather) &>> 56) &<< 48
  result |= (((marked[7] & places) &* gather) &>> 56) &<< 56
  return result
}

/// Finds the commas, line ends and quotes of the 64 bytes at `address`.
@inline(__always)
func masks(at address: UnsafePointer<UInt8>) -> BlockMasks {
  let block = UnsafeRawPointer(address).loadUnaligned(as: SIMD64<UInt8>.self)
  let wide = unsafeBitCast(block, to: SIMD8<UInt64>.self)
  return BlockMasks(
    comma: bits(block, equalTo: 0x2C), newline: bits(block, equalTo: 0x0A), quote: bits(block, equalTo: 0x22),
    allBytes: (wide[0] | wide[1] | wide[2] | wide[3]) | (wide[4] | wide[5] | wide[6] | wide[7]))
}

/// Bit `i` of the result is the parity of bits `0...i`: between an opening and its closing quote all bits are set.
@inline(__always)
func prefixParity(_ word: UInt64) -> UInt64 {
  var x = word
  x ^= x &<< 1
  x ^= x &<< 2
  x ^= x &<< 4
  x ^= x &<< 8
  x ^= x &<< 16
  x ^= x &<< 32
  return x
}
