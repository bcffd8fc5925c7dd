// swift-tools-version: 6.2
import PackageDescription

/// Settings of every Swift target: a warning is an error, imports are internal unless said otherwise, and an
/// existential is always spelled `any`.
let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("ExistentialAny"),
]

func module(_ name: String, _ dependencies: [Target.Dependency], settings: [SwiftSetting] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict + settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []) -> Target {
  .testTarget(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

/// What several test targets share; no product has it.
func support(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .target(name: name, dependencies: dependencies, path: "Tests/\(name)", exclude: exclude, swiftSettings: strict)
}

/// The modules from left to right: a module may import only what its line names, and the build
/// (`--explicit-target-dependency-import-check error`) holds it to that. ARCHITECTURE.md says what each is for.
let package = Package(
  name: "outturn",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "outturn", targets: ["outturn"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
  ],
  targets: [
    // C libraries of the system, each a module map and a header.
    .systemLibrary(name: "CCairo", pkgConfig: "cairo", providers: [.apt(["libcairo2-dev"])]),
    .systemLibrary(name: "CPangoCairo", pkgConfig: "pangocairo", providers: [.apt(["libpango1.0-dev", "libfontconfig-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CLinux"),
    .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(name: "CPoppler", pkgConfig: "poppler-glib", providers: [.apt(["libpoppler-glib-dev"])]),
    .systemLibrary(name: "CQPDF", pkgConfig: "libqpdf", providers: [.apt(["libqpdf-dev"])]),
    .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CXlsxWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
    .systemLibrary(name: "CXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CSeparators"),
    .systemLibrary(name: "CCMark", pkgConfig: "libcmark", providers: [.apt(["libcmark-dev"])]),

    module("Quantities", []),
    module("Findings", ["Quantities"]),
    module("Storage", ["CLinux"]),
    module("Records", ["Storage", .product(name: "GRDB", package: "GRDB.swift")]),
    module("Configuration", ["Findings", "Yams"]),
    module("Styling", ["Configuration", "Findings"]),
    module("Figures", ["Quantities"]),
    module("MailAddresses", []),
    module("Checks", ["Quantities", "Findings"]),
    module("Programme", ["Quantities", "Findings", "Checks", "Configuration", "MailAddresses", "CCMark"]),
    module("Extracts", ["Quantities", "Findings", "Programme", "CCrypto", "CSeparators"]),
    module("Workbooks", ["Quantities", "CZip", "CXML2"]),
    module("Tables", ["Workbooks", "CZlib"]),
    module("Profiles", ["Quantities", "Findings", "Storage", "Configuration", "Programme", "Extracts", "Workbooks", "Tables"]),
    module("Ledger", ["Quantities", "Findings", "Checks", "Programme", "Extracts", "Profiles"]),
    module("Analysis", ["Quantities", "Findings", "Programme", "Ledger"]),
    module("Charts", ["Quantities", "Figures", "Styling"]),
    module("Report", ["Quantities", "Figures", "Charts", "Styling"]),
    module("Typesetting", ["Styling", "Charts", "CPangoCairo"]),
    module("TaggedPDF", ["CZlib", "CCrypto"]),
    module("Drawing", ["Styling", "Charts", "Typesetting", "TaggedPDF", "CCairo"]),
    .target(
      name: "BuiltInTemplates", path: "Templates",
      resources: [.copy("packs"), .copy("narrative"), .copy("html"), .copy("mail"), .copy("assets"), .copy("theme.yaml")], swiftSettings: strict),
    module("HTML", ["Quantities", "Findings", "Figures", "Styling", "Charts", "Report", "BuiltInTemplates", "CCrypto"]),
    module("PDF", ["Quantities", "Figures", "Styling", "Charts", "Report", "Typesetting", "TaggedPDF", "Drawing"]),
    module("Spreadsheets", ["Quantities", "Figures", "Styling", "Charts", "Report", "CLinux", "CXlsxWriter"]),
    module(
      "Packs",
      [
        "Quantities", "Findings", "Configuration", "Styling", "Figures", "Programme", "Extracts", "Ledger", "Analysis", "Charts",
        "Report", "BuiltInTemplates",
      ]),
    module("Proof", ["Quantities", "Findings", "Figures", "Programme", "Extracts", "Workbooks", "Ledger", "Charts", "Report", "CZlib"]),
    module(
      "Releases",
      [
        "Quantities", "Findings", "Storage", "Records", "Configuration", "Figures", "Programme", "Extracts", "Ledger", "Analysis", "Proof", "CLinux",
        "CZip", "CZlib",
        .product(name: "Crypto", package: "swift-crypto"), .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ]),
    module(
      "Mail",
      [
        "Findings", "Storage", "Records", "MailAddresses", "CCurl", "CQPDF", "CCrypto", "CZip", "CCairo", "CPoppler", "CLinux",
        .product(name: "GRDB", package: "GRDB.swift"), .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ]),
    module(
      "Pipeline",
      [
        "Quantities", "Findings", "Checks", "Configuration", "Styling", "Figures", "Programme", "Extracts", "Profiles", "Ledger", "Analysis",
        "Charts",
        "Report", "Typesetting", "Drawing", "BuiltInTemplates", "HTML", "PDF", "Spreadsheets", "Packs", "Proof", "Releases", "Mail", "MailAddresses",
        "Storage",
        "CLinux",
      ]),
    module(
      "OutturnCommand",
      [
        "Quantities", "Findings", "Configuration", "Styling", "Figures", "Programme", "Extracts", "Tables", "Profiles", "Ledger", "HTML", "Packs",
        "Proof",
        "Releases",
        "Mail",
        "MailAddresses", "Storage", "Pipeline",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(name: "outturn", dependencies: ["OutturnCommand"], swiftSettings: strict),

    // The deterministic generator of the fixture programmes and of the benchmark's.
    .target(name: "SampleProgrammes", resources: [.copy("Geography")], swiftSettings: strict),
    .executableTarget(name: "outturn-samples", dependencies: ["SampleProgrammes"], swiftSettings: strict),

    // Measures each stage by itself: `outturn-bench ingest PROGRAMME`.
    .executableTarget(
      name: "outturn-bench",
      dependencies: [
        "Quantities", "Findings", "Figures", "Programme", "Extracts", "Workbooks", "Tables", "Profiles", "Ledger", "Pipeline", "Releases", "Storage",
      ],
      path: "Benchmarks/outturn-bench", swiftSettings: strict),

    support("TestSupport", ["Ledger", "Quantities", "SampleProgrammes", "CZlib"]),
    // What the fuzzer and the tests of its corpus do with an input.
    support(
      "Fuzzing", ["Configuration", "Extracts", "Findings", "Profiles", "Programme", "Quantities", "Tables", "Workbooks", "CZlib"],
      exclude: ["Corpus", "Dictionaries", "Driver"]),
    tests("FuzzingTests", ["Fuzzing"]),
    tests("HTMLTests", ["HTML", "CCrypto", "BuiltInTemplates", "Quantities", "Findings", "Figures", "Styling", "Charts", "Report"]),
    tests("ChartsTests", ["Charts", "Figures", "Quantities", "Styling"]),
    tests(
      "AnalysisTests", ["Analysis", "Extracts", "Findings", "Ledger", "Programme", "Quantities", "TestSupport"],
      resources: [.copy("Reference"), .copy("Tools")]),
    tests("ConfigurationTests", ["Configuration", "Findings"]),
    tests(
      "PacksTests",
      [
        "Packs", "Analysis", "BuiltInTemplates", "Charts", "Figures", "Findings", "Ledger", "Programme", "Quantities", "Report", "Styling",
        "TestSupport",
      ]),
    tests("ProgrammeTests", ["Programme", "Configuration", "Findings", "MailAddresses", "Quantities"]),
    tests("ChecksTests", ["Checks", "Findings", "Quantities"]),
    tests("ExtractsTests", ["Extracts", "Findings", "Quantities"]),
    tests("LedgerTests", ["Checks", "Extracts", "Findings", "Ledger", "Programme", "Quantities", "TestSupport"], resources: [.copy("Tools")]),
    tests("QuantitiesTests", ["Quantities"]),
    tests("ProfilesTests", ["Profiles", "Extracts", "Findings", "Quantities", "Tables", "Workbooks", "TestSupport"]),
    tests("TablesTests", ["Tables", "Workbooks", "TestSupport"], resources: [.copy("Tools")]),
    tests("WorkbooksTests", ["Workbooks", "TestSupport"], resources: [.copy("Tools")]),
    tests(
      "MailTests",
      [
        "Mail", "MailAddresses", "Storage", "TestSupport", "CCairo", "CCrypto", .product(name: "GRDB", package: "GRDB.swift"),
      ], resources: [.copy("Tools"), .copy("Samples")]),
    tests(
      "ReleasesTests",
      [
        "Releases", "CZlib", "Extracts", "Figures", "Findings", "Ledger", "Pipeline", "Programme", "Quantities", "SampleProgrammes", "Storage",
        "TestSupport",
        .product(name: "Crypto", package: "swift-crypto"), .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    tests("RepositoryTests", ["OutturnCommand", "Pipeline", .product(name: "ArgumentParser", package: "swift-argument-parser")]),
    tests("SampleProgrammesTests", ["SampleProgrammes", "Findings", "Programme", "Extracts"], resources: [.copy("Reference")]),
    tests("StorageTests", ["Storage", "TestSupport"]),
    tests(
      "SpreadsheetsTests", ["Spreadsheets", "Charts", "Figures", "Quantities", "Report", "Styling", "TestSupport", "Workbooks", "CZip"]),
    tests("StylingTests", ["Styling", "Findings"]),
    tests("FiguresTests", ["Figures", "Quantities"]),
    tests(
      "PipelineTests",
      [
        "Pipeline", "Figures", "Findings", "HTML", "Ledger", "Packs", "Programme", "Proof", "Quantities", "Report", "SampleProgrammes", "TestSupport",
      ]),
    tests(
      "ProofTests",
      [
        "Proof", "Figures", "Ledger", "OutturnCommand", "Pipeline", "Quantities", "Report", "SampleProgrammes", "TestSupport",
      ]),
    tests("TaggedPDFTests", ["TaggedPDF", "TestSupport"]),
    tests("DrawingTests", ["Charts", "Styling", "Typesetting", "TaggedPDF", "Drawing", "TestSupport"]),
    tests("EndToEndTests", ["TestSupport"], resources: [.copy("Tools")]),
    tests("PDFTests", ["Quantities", "Figures", "Styling", "Charts", "Report", "Typesetting", "Drawing", "PDF"]),
    tests("TypesettingTests", ["Styling", "Charts", "Typesetting"]),
  ]
)

// The fuzzer, which can only be linked where all is built for it: `scripts/fuzz.sh`.
if Context.environment["OUTTURN_FUZZING"] != nil {
  package.targets.append(.executableTarget(name: "outturn-fuzz", dependencies: ["Fuzzing"], path: "Tests/Fuzzing/Driver", swiftSettings: strict))
}
