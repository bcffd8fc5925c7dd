import Figures
import Quantities

/// An exact amount with commas: `£50,087,621.263`.
func sterling(_ money: Money) -> String {
  let text = money.magnitude.decimal
  let whole = text.prefix { $0 != "." }
  var grouped = ""
  for (index, digit) in whole.enumerated() {
    if index > 0, (whole.count - index) % 3 == 0 { grouped += "," }
    grouped.append(digit)
  }
  return (money < .zero ? "−£" : "£") + grouped + text.dropFirst(whole.count)
}

/// The exact count of money or activity; nil for what is neither.
func amount(_ value: FigureValue) -> Int128? {
  switch value {
  case .money(let money): money.parts
  case .activity(let activity): activity.parts
  default: nil
  }
}
