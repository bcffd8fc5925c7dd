import Figures
import Report

extension FigureID {
  /// The measure in an id.
  var measure: Substring { measureName(text[(text.utf8.lastIndex(of: UInt8(ascii: "/")).map(text.utf8.index(after:)) ?? text.startIndex)...]) }
}

extension ReportTable.Cell {
  /// What a cell prints of a figure; nil for words, bars and graphics.
  var printedFigure: Printed? {
    switch self {
    case .figure(let printed), .variance(let printed), .barred(let printed, _, _): printed
    default: nil
    }
  }
}
