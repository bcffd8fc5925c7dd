import Findings
import Quantities

/// Attendances that are not face to face have their own HRG.
let remoteAsFaceToFace = LineCheck(
  CheckDefinition(
    "SLAM-125", .context, .warning, "attendances that are not face to face have their own HRG",
    reason: "National tariff: WF01C, WF01D, WF02C and WF02D are not face to face",
    message: "an attendance not face to face charged as one that is, or the reverse",
    hint: "ask the provider which it was: not face to face has a price of its own",
    about: .tariff, needs: [.pod, .tariff], challenge: "Not face to face"
  )
) { line, _ in
  line.pod.contains(.notFaceToFace) && line.tariff.contains(.attendance) && !line.tariff.contains(.notFaceToFace)
    || !line.pod.isDisjoint(with: [.singleProfessional, .multiProfessional]) && line.tariff.contains(.notFaceToFace)
    ? line.actualPrice : nil
}
