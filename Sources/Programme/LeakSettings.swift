import Configuration

/// A kind of thing that a pack may not show to everybody.
package enum GuardedKind: String, Sendable, Hashable, ConfigurationChoice {
  /// The programme's commissioners.
  case commissioners
  /// The programme's providers, with their sites.
  case providers
  /// GP practices.
  case practices
  /// Organisations that the extracts name and the programme's lists do not.
  case outside
  /// Pseudonymised patients.
  case patients

  package var meaning: String {
    switch self {
    case .commissioners: "the programme’s commissioners"
    case .providers: "the programme’s providers, with their sites"
    case .practices: "GP practices"
    case .outside: "organisations that the extracts name and the programme’s lists do not"
    case .patients: "pseudonymised patients"
    }
  }
}

/// Leave for one kind of pack to show something that the leak test would otherwise stop.
package struct LeakAllowance: Sendable, Hashable {
  /// Whose packs.
  package var packs: Audience
  /// What they may show.
  package var shows: GuardedKind
  /// The codes that may be shown; empty: all of the kind.
  package var codes: [String]
  /// The packs that may, by code; empty: all of the audience.
  package var only: [String]
  /// Where: ids of sections, names of data files without ending, ids of figures; `*` stands for any letters. Empty: everywhere.
  package var places: [String]

  /// Gives leave.
  package init(packs: Audience, shows: GuardedKind, codes: [String] = [], only: [String] = [], places: [String] = []) {
    self.packs = packs
    self.shows = shows
    self.codes = codes
    self.only = only
    self.places = places
  }
}

/// What the leak test lets pass besides what each pack is about.
package struct LeakSettings: Sendable, Hashable {
  /// Leave given by the programme, besides the built-in table.
  package var allow: [LeakAllowance]
  /// Where commissioners stand beside one another as agreed among them, in the packs of commissioners.
  package var comparisons: [String]

  /// What holds where `programme.yaml` says nothing.
  package static let standard = LeakSettings()

  /// The standard comparisons, unless others are given, and such leave.
  package init(
    allow: [LeakAllowance] = [], comparisons: [String] = ["peer-comparison", "peer-*", "where-to-look", "position/*/ALL/*", "peers/*/ALL/*"]
  ) {
    self.allow = allow
    self.comparisons = comparisons
  }
}

/// The keys under `leaks`.
enum LeakKeys {
  private static let packs = Key(required: "packs", Shape<Audience>.choice, example: "provider", "Whose packs.")
  private static let shows = Key(required: "shows", Shape<GuardedKind>.choice, example: "practices", "What they may show.")
  private static let codes = Key("codes", Shape.list(of: .text), default: [], "The codes that may be shown; none: all of the kind.")
  private static let only = Key("only", Shape.list(of: .text), default: [], "The codes of the packs that may; none: all of them.")
  private static let places = Key(
    "in", Shape.list(of: .text), default: [],
    "Where: ids of sections, names of data files without ending, ids of figures; `*` stands for any letters. None: everywhere.")
  private static let allowance = Shape<LeakAllowance>.section([packs.erased, shows.erased, codes.erased, only.erased, places.erased]) { fields in
    LeakAllowance(packs: fields[packs], shows: fields[shows], codes: fields[codes], only: fields[only], places: fields[places])
  }

  private static let standard = LeakSettings.standard
  private static let allow = Key(
    "allow", Shape.list(of: allowance), default: [], "What packs may show besides what the built-in table lets each of them show.")
  private static let comparisons = Key(
    "comparisons", Shape.list(of: .text), default: standard.comparisons,
    shownDefault: "[peer-comparison, \"peer-*\", where-to-look, \"position/*/ALL/*\", \"peers/*/ALL/*\"]",
    "Where a commissioner’s pack names other commissioners, as agreed among them: sections, data files and figures, as under `in`. `[]`: nowhere.")
  static let shape = Shape<LeakSettings>.section([allow.erased, comparisons.erased]) { fields in
    LeakSettings(allow: fields[allow], comparisons: fields[comparisons])
  }
}
