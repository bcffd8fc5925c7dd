import Mail
import MailAddresses
import Programme
import Quantities
import Releases
import Storage

/// What sending needs that is secret: the host's password or token, passwords of files, the key that signs.
struct SendKeys {
  /// What makes the user known to the host; nil without a user, and where nothing is sent.
  let server: SMTPSecret?
  /// Signs messages; nil where no key is configured.
  let signer: SMIMESigner?
  private let file: SecretsFile?

  /// Reads or asks for what this run needs.
  ///
  /// - Parameters:
  ///   - needsServer: whether a host will be spoken to.
  ///   - ask: asks the person at the terminal for a secret; the argument says which.
  /// - Throws: `RunFailure`: a file that others may read, a key that does not fit.
  init(_ material: SendMaterial, needsServer: Bool, ask: (_ what: String) throws(SecretError) -> Secret) throws(RunFailure) {
    let mail = material.programme.configuration.mail
    var known: Secret?
    do throws(SecretError) {
      file = try material.request.secretsFile.map { path throws(SecretError) in try SecretsFile(path: path) }
      if needsServer, let user = mail.user, let host = mail.host {
        let isToken = mail.authentication == .token
        if let given = isToken ? file?.smtpToken : file?.smtpPassword {
          known = given
        } else {
          known = try ask("the \(isToken ? "token" : "password") of \(user) at \(host)")
        }
      }
    } catch {
      throw .sending(.secret(error))
    }
    do throws(SMTPServerProblem) {
      var bytes = known?.bytes ?? []
      server = known == nil ? nil : try SMTPSecret(taking: &bytes)
    } catch {
      throw .sending(.server([error.words]))
    }
    signer = try Self.signer(material, file)
  }

  /// The password of a recipient's files: the one of the address, else the one of the organisation.
  func password(for recipient: Recipient) -> Secret? {
    file?.pdfPassword(for: recipient.address.key) ?? file?.pdfPassword(for: recipient.organisation)
  }

  private static func signer(_ material: SendMaterial, _ file: SecretsFile?) throws(RunFailure) -> SMIMESigner? {
    let mail = material.programme.configuration.mail
    guard let signature = mail.signature, let from = mail.from else { return nil }
    func read(_ path: String) throws(RunFailure) -> [UInt8] {
      let place = path.hasPrefix("/") ? path : material.root + "/" + path
      do throws(OutputError) { return try FileSystem.read(place) } catch { throw .output(error) }
    }
    let (certificate, key) = (try read(signature.certificate), try read(signature.key))
    do throws(ProtectionError) {
      let signer = try SMIMESigner(certificatePEM: certificate, keyPEM: key, passphrase: file?.smimePassphrase, time: material.request.clock.now())
      guard signer.addresses.contains(where: { $0.lowercased() == from.key }) else {
        throw ProtectionError.otherAddress(found: signer.addresses, expected: from.text)
      }
      return signer
    } catch {
      throw .sending(.signature(error))
    }
  }
}
