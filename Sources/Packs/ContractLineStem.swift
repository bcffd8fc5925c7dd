package import Analysis
package import Figures
import Ledger

extension PackContext {
  /// The stem of a contract line's figures: its pair and everything that tells it from the pair's other lines.
  package func lineStem(_ line: TopTenLine) -> FigureStem {
    let ledger = input.ledger
    let pod = ledger.pods[line.pod]
    return stem("position", .pair(commissioner: line.commissioner, provider: line.provider)).with("pod", pod.derivedPOD)
      .with("provider_pod", pod.providerPOD).with("national_pod", pod.nationalPOD).with("pod_group", pod.group)
      .with("tfc", ledger.treatmentFunctions[line.treatmentFunction]).with("hrg", ledger.hrgs[line.hrg])
  }
}
