/// Whole numbers of any size as decimal digits, by the methods of school: slow, and sharing nothing with the code under test.
struct Digits: Equatable, CustomStringConvertible {
  /// Least significant first, without leading noughts; empty is nought.
  private var digits: [Int]

  init(_ text: String) {
    digits = text.compactMap(\.wholeNumberValue).reversed()
    trim()
  }

  var description: String { digits.isEmpty ? "0" : digits.reversed().map(String.init).joined() }

  private mutating func trim() { while digits.last == 0 { digits.removeLast() } }

  static func * (a: Digits, b: Digits) -> Digits {
    var product = Array(repeating: 0, count: a.digits.count + b.digits.count + 1)
    for (i, x) in a.digits.enumerated() {
      var carry = 0
      for (j, y) in b.digits.enumerated() {
        let sum = product[i + j] + x * y + carry
        product[i + j] = sum % 10
        carry = sum / 10
      }
      product[i + b.digits.count] += carry
    }
    var result = Digits("")
    result.digits = product
    result.trim()
    return result
  }

  static func - (a: Digits, b: Digits) -> Digits {
    var result = a
    var borrow = 0
    for place in result.digits.indices {
      var digit = result.digits[place] - borrow - (place < b.digits.count ? b.digits[place] : 0)
      borrow = digit < 0 ? 1 : 0
      if digit < 0 { digit += 10 }
      result.digits[place] = digit
    }
    result.trim()
    return result
  }

  static func + (a: Digits, b: Digits) -> Digits {
    var result = Digits("")
    var carry = 0
    for place in 0..<(max(a.digits.count, b.digits.count) + 1) {
      let sum = (place < a.digits.count ? a.digits[place] : 0) + (place < b.digits.count ? b.digits[place] : 0) + carry
      result.digits.append(sum % 10)
      carry = sum / 10
    }
    result.trim()
    return result
  }

  func isBelow(_ other: Digits) -> Bool {
    if digits.count != other.digits.count { return digits.count < other.digits.count }
    return digits.reversed().lexicographicallyPrecedes(other.digits.reversed())
  }

  /// Long division; the quotient rounded half up.
  func dividedRoundingHalfUp(by divisor: Digits) -> Digits {
    var quotient: [Int] = []
    var rest = Digits("")
    for digit in digits.reversed() {
      rest.digits.insert(digit, at: 0)
      rest.trim()
      var times = 0
      while !rest.isBelow(divisor) {
        rest = rest - divisor
        times += 1
      }
      quotient.append(times)
    }
    var result = Digits(quotient.map(String.init).joined())
    if !(rest + rest).isBelow(divisor) { result = result + Digits("1") }
    return result
  }
}

/// value × numerator ÷ denominator rounded half away from nought, as text, by the methods of school.
func schoolbookScaled(_ value: Int128, by numerator: Int128, over denominator: Int128) -> String {
  let product = Digits(String(value.magnitude)) * Digits(String(numerator.magnitude))
  let size = product.dividedRoundingHalfUp(by: Digits(String(denominator.magnitude))).description
  let negative = ((value < 0) != (numerator < 0)) != (denominator < 0)
  return negative && size != "0" ? "-" + size : size
}
