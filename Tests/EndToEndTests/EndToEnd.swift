import Testing

/// The whole program as its users run it: the built executable and real folders.
///
/// One test at a time: each may use both cores, and some of them break things on purpose.
@Suite(.serialized)
struct EndToEnd {}

/// What other tools and a browser find in the fixture's finished pages, which these tests only read.
///
/// One test at a time as well, but beside `EndToEnd`: a browser or a picture maker keeps one core busy, and a core is left.
@Suite(.serialized)
struct FinishedPages {}
