/// The `programme.yaml` of a sample programme: trusts and CCGs, released on the tenth working day.
///
/// - Parameter more: further keys, whole lines.
func sampleProgrammeFile(name: String, remark: String, more: String = "") -> String {
  """
  # \(remark)
  format: 1
  name: \(name)
  sample_data: true
  words:
    commissioner: CCG
    commissioners: CCGs
    provider: trust
    providers: trusts
  release:
    working_day: 10
    flex_months_after: 1
    freeze_months_after: 2
  phasing: twelfths
  forecast: straight_line

  """ + more
}
