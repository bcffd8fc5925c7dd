import Report

extension HTMLWriter {
  /// Writes a mark; its word stands beside it, so the mark itself is silent.
  mutating func mark(_ mark: ReportMark) {
    raw("<svg class=\"k\" viewBox=\"0 0 16 16\" aria-hidden=\"true\"><use href=\"#k-")
    text(mark.rawValue)
    raw("\"/></svg>")
  }
}
