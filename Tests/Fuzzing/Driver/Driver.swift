import Fuzzing
import Glibc

/// The parser that is fuzzed, by its name in the environment: the arguments are the fuzzer's own.
private let target: FuzzTarget = {
  let name = getenv("OUTTURN_FUZZ_TARGET").map { String(cString: $0) } ?? ""
  guard let target = FuzzTarget(rawValue: name) else {
    fatalError("set OUTTURN_FUZZ_TARGET to one of \(FuzzTarget.allCases.map(\.rawValue).joined(separator: ", "))")
  }
  return target
}()

/// What the fuzzer calls with each input; a promise that is broken ends the process as a crash does.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  do { try target.run(Array(UnsafeBufferPointer(start: start, count: count))) } catch { fatalError("\(target): \(error)") }
  return 0
}
