/// A trust's position in a month, for its written synopsis.
struct SampleSynopsis {
  let provider: SampleProvider
  let month: SampleMonth
  /// Year to date.
  let plan: Parts
  let actual: Parts
  /// Names of the specialties that cost most, and of the one furthest over its plan with the excess.
  let largest: [String]
  let over: (specialty: String, amount: Parts)?
  /// The commissioner furthest over its plan with the trust.
  let commissioner: String

  /// Markdown.
  func text(_ dice: inout Dice) -> [UInt8] {
    let variance = plan - actual
    let word = variance < 0 ? "over" : "under"
    let share = plan > 0 ? Double(abs(variance)) / Double(plan) * 100 : 0
    let tenths = Int((share * 10).rounded())
    var lines = [
      "# \(provider.name)", "", "## Activity and finance", "",
      "At \(month.label) the trust is **\(thousands(abs(variance))) \(word) plan** (\(tenths / 10).\(tenths % 10)%) for the programme’s commissioners. "
        + "Most of the spend is in \(largest.joined(separator: " and ")).", "",
    ]
    if let over, over.amount > 0 {
      lines.append("- \(over.specialty) is \(thousands(over.amount)) over plan, the largest pressure by specialty.")
    }
    lines.append("- \(commissioner) has the largest overspend, or the smallest underspend, with the trust.")
    lines.append(
      [
        "- Coding is complete to the previous month; *uncoded spells* are valued at the specialty’s average.",
        "- The trust has changed how it counts telephone follow-ups; notice was given in the autumn, and a query is open.",
        "- High cost drugs & devices are billed in arrears: two months’ invoices fall in this return.",
        "- Critical care is driven by a small number of long-stay patients.",
      ][dice.below(4)])
    lines += [
      "", "## Quality", "",
      [
        "No current quality concerns to report.",
        "The trust has been asked for a recovery plan for **18 weeks**, with a trajectory by specialty.",
        "A contract query notice on cancelled operations is being worked through; the next meeting is with the lead commissioner.",
        "Complaints about letters to GPs have fallen since the new system went live.",
      ][dice.below(4)], "", "## Next steps", "",
      [
        "1. Agree the outstanding challenges before the freeze date.\n2. Review consultant-to-consultant referrals.",
        "1. Ask for patient-level data on the largest lines without a plan.\n2. Confirm the local prices for next year.",
        "1. Meet the trust’s contract team about follow-up ratios.\n2. Reconcile the monthly return to the invoice.",
      ][dice.below(3)], "",
    ]
    return bytes(lines.joined(separator: "\n"))
  }

  private func thousands(_ parts: Parts) -> String {
    let pounds = Int(parts / partsInPound)
    return pounds >= 1000 ? "£\(rounded(pounds, by: 1000))k" : "£\(pounds)"
  }
}

/// The programme office's own words on a month, which cite figures of the programme's pack by their ids.
struct SampleNarrative {
  let month: SampleMonth
  let provider: SampleProvider
  /// The id of the provider's variance to date.
  let figure: String
  /// The figure's value as the author recorded it; nil where he did not.
  let recorded: String?
  /// Whether it is the last text of the year.
  let isYearEnd: Bool

  /// Markdown.
  func text() -> [UInt8] {
    let recorded = recorded.map { "=" + $0 } ?? ""
    let opening =
      isYearEnd
      ? "The year ends with a variance of **{{figure:\(figure)|size\(recorded)}}** at \(provider.name), on a plan of {{figure:position/ALL/ALL/ytd_plan}}. "
        + "The commissioners have agreed to close the contract on this position."
      : "The variance to date is **{{figure:position/ALL/ALL/ytd_variance}}**, of which {{figure:\(figure)}} is with \(provider.name). "
        + "The two contract leads meet the trust before the freeze date."
    let items =
      isYearEnd
      ? ["- Next year’s plan is rebased to the outturn before it is signed.", "- Follow-up ratios stay in the contract as they are."]
      : [
        "- Critical care is driven by a *small number* of long-stay patients; no trend is seen in admissions.",
        "- The programme asks every commissioner to send its list of local schemes before the next report.",
      ]
    return bytes(([opening, ""] + items + [""]).joined(separator: "\n"))
  }
}

/// Local intelligence about a trust in a month, and remarks on non-contracted activity.
enum SampleUpdate {
  /// Markdown; nil where there is nothing to tell of the trust this month.
  static func text(of provider: SampleProvider, _ dice: inout Dice) -> [UInt8]? {
    if dice.below(3) == 0 { return nil }
    let services = [
      "Outpatients at the main site move to a new building in the spring; clinics may be cancelled in the week of the move.",
      "The dermatology service is closed to new referrals from outside its borough until a consultant is appointed.",
      "A new **one-stop clinic** sees patients for tests and a first appointment on one day; expect fewer follow-ups.",
      "The trust is piloting advice & guidance for cardiology with three practices.",
    ]
    let contract = [
      "The contract for next year is agreed in principle; *local prices* are still open.",
      "The trust has given notice of a change in how it counts ward attenders, from April.",
      "Next contract meeting: the third week of the month. Challenges of the autumn are on its agenda.",
      "The trust reports a backlog of letters to GPs; a plan is to come.",
    ]
    return bytes(
      [
        "# \(provider.name)", "", services[dice.below(services.count)], "", "- \(contract[dice.below(contract.count)])",
        "- \(["Contact: the programme’s contract team.", "Nothing is asked of the CCGs this month.", "CCGs are asked to tell their practices."][dice.below(3)])",
        "",
      ].joined(separator: "\n"))
  }

  /// Remarks on non-contracted activity for the programme or one commissioner.
  static func nonContracted(_ dice: inout Dice) -> [UInt8] {
    bytes(
      [
        [
          "Most of the charges are emergency admissions of people away from home; they can’t be foreseen and are checked against the host’s return.",
          "Charges without an NHS number are queried by default. Those still queried after two months are raised with the provider’s finance team.",
        ][dice.below(2)], "",
        "- Rejected charges were for residents of other commissioners.",
        "- \(["Funding requests are decided by the panel of the third Thursday.", "One provider has asked for a contract from April; its activity would then leave this page."][dice.below(2)])",
        "",
      ].joined(separator: "\n"))
  }
}
