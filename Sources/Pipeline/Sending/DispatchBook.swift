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

  /// A dispatch of the organisation's pack of this release that was called back; nil where none was.
  func recalled(_ organisation: String) -> DispatchHistory? {
    own.lazy.filter { $0.key.organisation == organisation }.flatMap(\.value).first(where: \.isRecalled)
  }

  /// What the recipients' file does not ask for any more: messages that wait, and people who had the version before.
  func leftOut(_ plan: DeliveryPlan, only: [String]) -> [String] {
    let planned = Set(plan.deliveries.map { Key($0) })
    func isMeant(_ key: Key) -> Bool { !planned.contains(key) && (only.isEmpty || only.contains(key.organisation)) }
    let waits: Set<DispatchState> = [.registered, .built, .approved, .queued, .deferred, .settledAsNotSent]
    var notes = own.filter { isMeant($0.key) }.flatMap(\.value).filter { waits.contains($0.state) }.sorted { $0.id < $1.id }.map {
      "number \($0.id.number), \($0.dispatch.organisation) to \($0.dispatch.address), waits and is not sent as things are: outturn sent --withdraw \($0.id.number) --by NAME"
    }
    notes += before.filter { isMeant($0.key) }.values.sorted { $0.id < $1.id }.map {
      "\($0.dispatch.organisation), \($0.dispatch.address) had \($0.dispatch.release) and does not get this version"
    }
    return notes
  }

  /// A dispatch of the same release to the same recipient with other files that has arrived or may have: formats were changed since.
  func otherFiles(_ delivery: PlannedDelivery) -> DispatchHistory? {
    own[Key(delivery)]?.last { $0.dispatch.pack != delivery.packDigest && $0.state.mayHaveArrived }
  }
}
