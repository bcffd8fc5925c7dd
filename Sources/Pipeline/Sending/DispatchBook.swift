import Mail
import MailAddresses
import Programme
import Releases

/// What the ledger knows of a release and of the versions before it, read once a run.
struct DispatchBook {
  /// Whose pack and to whom.
  private struct Key: Hashable {
    let organisation: String
    let address: String

    init(_ delivery: PlannedDelivery) {
      organisation = delivery.recipient.organisation
      address = Dispatch.addressKey(of: delivery.recipient.address.text)
    }

    init(_ dispatch: Dispatch) {
      organisation = dispatch.organisation
      address = dispatch.addressKey
    }
  }

  private let own: [Key: [DispatchHistory]]
  private let before: [Key: DispatchHistory]

  /// Reads the ledger; empty where there is none.
  init(_ reader: SendLedgerReader?, _ name: ReleaseName) throws(RunFailure) {
    do throws(SendLedgerError) {
      own = Dictionary(grouping: try reader?.dispatches(release: name.text) ?? []) { Key($0.dispatch) }
      var last: [Key: DispatchHistory] = [:]
      if case .month(let period, let cut, let version) = name {
        for earlier in 1..<version {
          let text = ReleaseName.month(period, cut, version: earlier).text
          for history in try reader?.dispatches(release: text) ?? [] where history.state.mayHaveArrived { last[Key(history.dispatch)] = history }
        }
      }
      before = last
    } catch {
      throw .sending(.ledger(error))
    }
  }

  /// The dispatch of a delivery, where it is registered.
  func history(_ delivery: PlannedDelivery) -> DispatchHistory? {
    own[Key(delivery)]?.first { $0.dispatch.pack == delivery.packDigest }
  }

  /// What the recipient has of the same month and cut, and this release replaces.
  func earlier(_ delivery: PlannedDelivery) -> DispatchHistory? { before[Key(delivery)] }

  /// A dispatch of the same release to the same recipient with other files that has arrived or may have: formats were changed since.
  func otherFiles(_ delivery: PlannedDelivery) -> DispatchHistory? {
    own[Key(delivery)]?.last { $0.dispatch.pack != delivery.packDigest && $0.state.mayHaveArrived }
  }
}
