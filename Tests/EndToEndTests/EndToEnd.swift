import Testing

/// The whole program as its users run it: the built executable, real folders, and other tools that look at what it made.
///
/// One test at a time: each may use both cores, and some of them break things on purpose.
@Suite(.serialized)
struct EndToEnd {}
