import Ledger

/// The organisations that a roll-up covers, by their index on the ledger's axes.
package enum Scope: Sendable, Hashable {
  /// Every commissioner and provider, those not in the programme included.
  case programme
  /// One commissioner, all its providers.
  case commissioner(Int)
  /// One provider, all its commissioners.
  case provider(Int)
  /// One commissioner at one provider.
  case pair(commissioner: Int, provider: Int)

  /// The commissioner, where the scope has one.
  package var commissioner: Int? {
    switch self {
    case .commissioner(let index), .pair(let index, _): index
    case .programme, .provider: nil
    }
  }

  /// The provider, where the scope has one.
  package var provider: Int? {
    switch self {
    case .provider(let index), .pair(_, let index): index
    case .programme, .commissioner: nil
    }
  }
}

/// The side of the contract that a table's rows name.
package enum Counterpart: Sendable, Hashable {
  /// Rows are providers, as in a commissioner's pack.
  case provider
  /// Rows are commissioners, as in a provider's pack.
  case commissioner
}

extension ContractLines {
  /// The run of lines of one commissioner, empty for an index that is not on the axis.
  func lines(ofCommissioner index: Int) -> Range<Int> {
    guard index >= 0, index + 1 < commissionerStart.count else { return 0..<0 }
    return commissionerStart[index]..<commissionerStart[index + 1]
  }

  /// The run of lines of one pair: lines are sorted by commissioner and provider, so that two searches find it.
  func lines(ofCommissioner commissionerIndex: Int, provider providerIndex: Int) -> Range<Int> {
    let all = lines(ofCommissioner: commissionerIndex)
    func first(notBelow key: Int) -> Int {
      var (low, high) = (all.lowerBound, all.upperBound)
      while low < high {
        let middle = low + (high - low) / 2
        if Int(provider[middle]) < key { low = middle + 1 } else { high = middle }
      }
      return low
    }
    return first(notBelow: providerIndex)..<first(notBelow: providerIndex + 1)
  }

  /// Calls the body with each line index of a scope, in line order.
  @inline(__always)
  package func forEach(in scope: Scope, _ body: (Int) -> Void) {
    switch scope {
    case .programme: for line in 0..<count { body(line) }
    case .commissioner(let index): for line in lines(ofCommissioner: index) { body(line) }
    case .provider(let index):
      guard byProvider.indices.contains(index) else { return }
      for line in byProvider[index] { body(Int(line)) }
    case .pair(let commissioner, let provider): for line in lines(ofCommissioner: commissioner, provider: provider) { body(line) }
    }
  }
}
