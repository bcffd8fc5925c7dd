import CCurl

extension SMTPSession {
  /// Joins libcurl's callbacks to the conversation, which the handle keeps for as long as it can call.
  static func join(_ handle: CurlHandle, to conversation: SMTPConversation) {
    handle.hold(conversation)
    let place = Unmanaged.passUnretained(conversation).toOpaque()
    handle.set(CURLOPT_VERBOSE, 1)
    handle.set(CURLOPT_DEBUGDATA, pointer: place)
    handle.setDebug(commandGoesOut)
    handle.set(CURLOPT_HEADERDATA, pointer: place)
    handle.set(CURLOPT_HEADERFUNCTION, function: lineComesIn)
    handle.set(CURLOPT_READDATA, pointer: place)
    handle.set(CURLOPT_READFUNCTION, function: messageIsAskedFor)
    handle.set(CURLOPT_WRITEFUNCTION, function: contentComesIn)
  }
}

private func commandGoesOut(
  _: UnsafeMutableRawPointer?, _ kind: curl_infotype, _ bytes: UnsafeMutablePointer<CChar>?, _ count: Int, _ place: UnsafeMutableRawPointer?
) -> Int32 {
  guard kind == CURLINFO_HEADER_OUT, let bytes, let conversation = conversation(at: place) else { return 0 }
  conversation.sends(UnsafeRawBufferPointer(start: bytes, count: count))
  return 0
}

private func lineComesIn(_ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ place: UnsafeMutableRawPointer?) -> Int {
  guard let bytes, let conversation = conversation(at: place) else { return 0 }
  return conversation.hears(UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
}

private func messageIsAskedFor(_ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ place: UnsafeMutableRawPointer?) -> Int {
  guard let bytes, let conversation = conversation(at: place) else { return curl_abort_reading }
  return conversation.gives(UnsafeMutableRawBufferPointer(start: bytes, count: size * count)) ?? curl_abort_reading
}

/// The reply to a NOOP, which libcurl takes for content and would print.
private func contentComesIn(_: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _: UnsafeMutableRawPointer?) -> Int { size * count }

private func conversation(at place: UnsafeMutableRawPointer?) -> SMTPConversation? {
  place.map { Unmanaged<SMTPConversation>.fromOpaque($0).takeUnretainedValue() }
}
