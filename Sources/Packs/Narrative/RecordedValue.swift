import Figures
import Quantities

/// A value as a person records it beside a citation: `1,327,152`, `−£1,327,152.50`, `(412)`, `13.4%`. Nil where it is no number.
///
/// - Parameter like: the value that stands now, whose kind it is read as.
func recordedValue(_ text: String, like: FigureValue) -> FigureValue? {
  var isNegative = false
  var isPercent = false
  var digits = ""
  var decimals = 0
  var hasPoint = false
  for character in text {
    switch character {
    case "-", "\u{2212}", "(":
      if !digits.isEmpty || isNegative { return nil }
      isNegative = true
    case "£", ",", " ", ")", "+": continue
    case "%": isPercent = true
    case ".":
      if hasPoint { return nil }
      hasPoint = true
    case "0"..."9":
      digits.append(character)
      if hasPoint { decimals += 1 }
    default: return nil
    }
  }
  guard decimals <= 8, digits.count <= 24, let whole = Int128(digits) else { return nil }
  var scale: Int128 = 1
  for _ in 0..<decimals { scale *= 10 }
  let signed = isNegative ? -whole : whole
  switch like {
  case .money where !isPercent: return .money(Money(parts: signed * (exactScale / scale)))
  case .activity where !isPercent: return .activity(Activity(parts: signed * (exactScale / scale)))
  case .count where !isPercent && decimals == 0: return Int(exactly: signed).map { .count($0) }
  case .ratio: return .ratio(numerator: signed, denominator: isPercent ? scale * 100 : scale)
  case .statistic: return .statistic(nearestDouble(signed) / nearestDouble(scale))
  default: return nil
  }
}
