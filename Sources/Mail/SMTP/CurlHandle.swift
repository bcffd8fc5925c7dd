import CCurl

/// An easy handle of libcurl with typed options: the first option that is refused is kept, so that a row of them needs one check.
final class CurlHandle {
  let pointer: UnsafeMutableRawPointer
  private let words: UnsafeMutablePointer<CChar>
  private var held: AnyObject?
  /// The first option that libcurl refused.
  private(set) var refusal: CURLcode?

  /// libcurl's own start, once in a process; Swift lets one thread through and the others wait.
  private static let start = curl_global_init(curl_everything)

  /// Nil where libcurl cannot start.
  init?() {
    guard Self.start == CURLE_OK, let pointer = curl_easy_init() else { return nil }
    self.pointer = pointer
    words = .allocate(capacity: curl_error_size)
    words.initialize(repeating: 0, count: curl_error_size)
    keep(curl_set_pointer(pointer, CURLOPT_ERRORBUFFER, words))
  }

  deinit {
    curl_easy_cleanup(pointer)
    words.deallocate()
  }

  func set(_ option: CURLoption, _ number: Int) { keep(curl_set_number(pointer, option, number)) }
  func set(_ option: CURLoption, _ text: String?) {
    guard let text else { return keep(curl_set_text(pointer, option, nil)) }
    keep(text.withCString { curl_set_text(pointer, option, $0) })
  }
  func set(_ option: CURLoption, text: UnsafePointer<CChar>?) { keep(curl_set_text(pointer, option, text)) }
  func set(_ option: CURLoption, list: UnsafeMutablePointer<curl_slist>?) { keep(curl_set_list(pointer, option, list)) }
  func set(_ option: CURLoption, pointer other: UnsafeMutableRawPointer) { keep(curl_set_pointer(pointer, option, other)) }
  func set(_ option: CURLoption, function: @escaping curl_read_callback) { keep(curl_set_transfer_function(pointer, option, function)) }
  func setDebug(_ function: @escaping curl_debug_callback) { keep(curl_set_debug_function(pointer, function)) }
  func setSocket(_ function: curl_opensocket_callback?) { keep(curl_set_socket_function(pointer, function)) }

  /// Keeps what the callbacks point to for as long as they can be called.
  func hold(_ object: AnyObject) { held = object }

  /// Does what the options say.
  func perform() -> CURLcode {
    words[0] = 0
    return curl_easy_perform(pointer)
  }

  /// How many connections the last run opened; nought: it went over one that was there.
  var connectionsOpened: Int {
    var count = 0
    return curl_get_number(pointer, CURLINFO_NUM_CONNECTS, &count) == CURLE_OK ? count : 0
  }

  /// Whether a connection stands open.
  var isConnected: Bool {
    var socket = curl_no_socket
    return curl_get_socket(pointer, CURLINFO_ACTIVESOCKET, &socket) == CURLE_OK && socket != curl_no_socket
  }

  /// A result in libcurl's words, printable.
  func words(for result: CURLcode) -> String {
    let general = String(cString: curl_easy_strerror(result))
    let special = String(cString: words)
    return SMTPReply.readable((special.isEmpty ? general : special).utf8)
  }

  private func keep(_ result: CURLcode) { if result != CURLE_OK, refusal == nil { refusal = result } }
}
