import Storage

/// Held by the one run that releases from a programme; the system gives it up when its holder ends, however that happens.
package final class ReleaseLock {
  private let lock: WriterLock

  /// Waits for the lock of a programme's `releases` folder.
  ///
  /// - Parameter patience: how many seconds to wait for another run.
  /// - Throws: `ReleaseFailure.busy` with what the holder says of itself.
  package init(programme: String, clock: ReleaseClock, patience: Int = 10) throws(ReleaseFailure) {
    let folder = programme + "/releases"
    do throws(OutputError) { try FileSystem.makeFolder(folder) } catch { throw .output(error) }
    do throws(WriterLock.Failure) {
      lock = try WriterLock(folder + "/.lock", time: clock.timestamp, waiting: patience)
    } catch {
      switch error {
      case .busy(let holder, _): throw .busy(holder: holder)
      case .output(let error): throw .output(error)
      }
    }
  }
}
