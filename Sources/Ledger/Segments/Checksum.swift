/// A 64-bit checksum that tells damaged bytes from whole ones; it guards against accidents, not against forgery.
func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
  guard let base = bytes.baseAddress else { return 0x9E37_79B9_7F4A_7C15 }
  let count = bytes.count
  var a: UInt64 = 0xA076_1D64_78BD_642F ^ UInt64(count)
  var b: UInt64 = 0xE703_7ED1_A0B4_28DB
  var index = 0
  while index &+ 32 <= count {
    let first = (base.loadUnaligned(fromByteOffset: index, as: UInt64.self) ^ a).multipliedFullWidth(
      by: base.loadUnaligned(fromByteOffset: index &+ 8, as: UInt64.self) ^ 0x1D8E_4E27_C47D_124F)
    let second = (base.loadUnaligned(fromByteOffset: index &+ 16, as: UInt64.self) ^ b).multipliedFullWidth(
      by: base.loadUnaligned(fromByteOffset: index &+ 24, as: UInt64.self) ^ 0xEB44_ACCA_B455_D165)
    a = (first.low ^ first.high) &+ 0x9E37_79B9_7F4A_7C15
    b = (second.low ^ second.high) &+ 0xD6E8_FEB8_6659_FD93
    index &+= 32
  }
  while index < count {
    let product = (UInt64(base.load(fromByteOffset: index, as: UInt8.self)) ^ a).multipliedFullWidth(by: 0xA5A5_A5A5_C4CE_B9FF)
    a = (product.low ^ product.high) &+ b
    index &+= 1
  }
  let last = (a ^ 0x8EBC_6AF0_9C88_C6E3).multipliedFullWidth(by: b ^ 0x5899_65CC_7537_4CC3)
  return last.low ^ last.high
}
