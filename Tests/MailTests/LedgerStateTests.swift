import Testing

@testable import Mail

/// Every state with every event: what comes of it, or that it cannot happen.
struct LedgerStateTests {
  private static let digest = LedgerSample.digest("x")
  private static let events: [(name: String, event: DispatchEvent)] = [
    ("built", .built(message: digest)), ("approved", .approved(by: "a")), ("queued", .queued), ("requeued", .requeued(reason: "r")),
    ("sending", .sending(server: "s", attempt: 1)), ("sent", .sent(reply: "r")), ("deferred", .deferred(reply: "r")), ("failed", .failed(reply: "r")),
    ("unknown", .unknown(reason: "r")), ("settled+", .settled(asSent: true, by: "a", reason: "r")),
    ("settled-", .settled(asSent: false, by: "a", reason: "r")), ("bounced", .bounced(status: "5", diagnostic: "d", source: digest)),
    ("recalled", .recalled(note: digest)), ("rehearsed", .rehearsed(inbox: "i", reply: "r")), ("withdrawn", .withdrawn(by: "a", reason: "r")),
  ]

  /// A dot is an event that cannot happen, an equals sign one that changes nothing.
  private static let table = """
    state    built approved queued requeued sending sent deferred failed unknown settled+ settled- bounced recalled rehearsed withdrawn
    registered built .      .      .        .       .    .        .      .       .        .        .       .        =         withdrawn
    built      built approved .    .        .       .    .        .      .       .        .        .       .        =         withdrawn
    approved   built =      queued .        .       .    .        .      .       .        .        .       .        =         withdrawn
    queued     built .      .      .        sending .    .        .      .       .        .        .       .        =         withdrawn
    sending    .     .      .      .        .       sent deferred failed unknown .        .        .       .        .         .
    sent       .     .      .      .        .       .    .        .      .       .        .        bounced =        =         .
    deferred   built .      queued .        sending .    .        .      .       .        .        bounced .        =         withdrawn
    failed     .     .      .      queued   .       .    .        .      .       .        .        bounced .        =         withdrawn
    unknown    .     .      .      .        .       .    .        .      .       settledAsSent settledAsNotSent bounced = =   .
    settledAsSent .  .      .      .        .       .    .        .      .       .        .        bounced =        =         .
    settledAsNotSent built . queued .       .       .    .        .      .       .        .        bounced .        =         withdrawn
    bounced    .     .      .      queued   .       .    .        .      .       .        .        =       .        =         withdrawn
    withdrawn  .     .      .      .        .       .    .        .      .       .        .        .       .        =         .
    """

  @Test func everyStateWithEveryEvent() throws {
    let lines = Self.table.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    #expect(lines[0].dropFirst() == Self.events.map(\.name)[...])
    #expect(Set(Self.events.map(\.event.kind)) == Set(DispatchEvent.Kind.allCases))
    let names = Dictionary(uniqueKeysWithValues: DispatchState.allCases.map { ("\($0)", $0) })
    #expect(Set(lines.dropFirst().map { $0[0] }) == Set(names.keys))
    for line in lines.dropFirst() {
      let state = try #require(names[line[0]])
      #expect(line.count == Self.events.count + 1, "\(line)")
      for ((name, event), cell) in zip(Self.events, line.dropFirst()) {
        let expected: DispatchState? = cell == "." ? nil : cell == "=" ? state : try #require(names[cell])
        #expect(state.after(event) == expected, "\(line[0]) + \(name)")
      }
    }
  }

  @Test func whatMayBeSent() {
    let free: Set<DispatchState> = [.registered, .built, .approved, .queued, .deferred, .settledAsNotSent]
    for state in DispatchState.allCases {
      #expect(state.mayBeSent() == free.contains(state))
      #expect(state.mayBeSent(failed: true) == free.union([.failed]).contains(state))
      #expect(state.mayBeSent(bounced: true) == free.union([.bounced]).contains(state))
      #expect(state.mayHaveArrived == [.sending, .sent, .unknown, .settledAsSent].contains(state))
    }
  }

  /// Whatever happens to a dispatch, it is given to a server again only after the server or a person said that it was not taken, or when a person asks.
  @Test func noPathLeadsFromAServerToAServerButThroughAnAnswer() {
    let answers: Set<String> = ["deferred", "requeued", "settled-"]
    var reached: Set<DispatchState> = [.sending]
    var work: [DispatchState] = [.sending]
    while let state = work.popLast() {
      for (name, event) in Self.events where !answers.contains(name) {
        guard let next = state.after(event) else { continue }
        #expect(next != .sending, "\(state) + \(name)")
        if reached.insert(next).inserted { work.append(next) }
      }
    }
    #expect(reached == [.sending, .sent, .failed, .unknown, .settledAsSent, .bounced, .withdrawn])
  }

  @Test func attemptsAreCounted() throws {
    var progress = DispatchProgress()
    for event in LedgerSample.prepared { try progress.take(event) }
    #expect(throws: DispatchProgress.Refusal.attempt(expected: 1)) { try progress.take(.sending(server: "s", attempt: 2)) }
    #expect(progress.state == .queued)
    try progress.take(.sending(server: "s", attempt: 1))
    try progress.take(.deferred(reply: "451"))
    #expect(throws: DispatchProgress.Refusal.attempt(expected: 2)) { try progress.take(.sending(server: "s", attempt: 1)) }
    try progress.take(.sending(server: "s", attempt: 2))
    #expect(progress.attempts == 2 && progress.message == LedgerSample.digest("message"))
  }
}
