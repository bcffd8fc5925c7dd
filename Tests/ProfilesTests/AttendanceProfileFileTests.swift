import Findings
import Testing

@testable import Profiles

struct AttendanceProfileFileTests {
  @Test(arguments: [
    ("providers: [RQM]\nextract: outpatients\n", "the files of outpatients are of all trusts, and \"providers\" names some"),
    ("providers: [\"*\"]\nextract: inpatients\ncolumns: {planned_price: Plan}\n", "\"planned_price\" is no field of inpatients"),
    ("providers: [RQM]\ncolumns: {attendance_date: Day}\n", "\"attendance_date\" is no field of slam"),
    ("providers: [\"*\"]\nextract: emergency\nlines: {column: Type}\n", "\"lines\", \"wide\", \"activity\" and \"price\" are of returns and plans"),
  ]) func mistakesAreSaid(yaml: String, message: String) {
    let (profile, findings) = readProfile(Array("format: 1\n\(yaml)".utf8), file: "profiles/test.yaml")
    #expect(profile == nil && findings.contains { $0.message == message }, "\(findings.map(\.message))")
  }

  @Test(arguments: [
    ("2016-03-14", Profile.DateStyle.any, "2016-03-14"), ("14/03/2016", .any, "2016-03-14"), ("soon", .any, "soon"), ("", .monthFirst, ""),
    ("3/14/2016", .monthFirst, "2016-03-14"), ("03-04-16 10:30", .monthFirst, "2016-03-04"),
    ("14/3/2016", .monthFirst, "“14/3/2016”"), ("2016-03-14T00:00:00", .monthFirst, "2016-03-14"), ("20160314", .compact, "2016-03-14"),
    ("20161314", .compact, "“20161314”"), ("14/03/2016", .compact, "“14/03/2016”"), ("42443", .any, "2016-03-14"),
  ]) func daysAreReadInTheirStyle(text: String, style: Profile.DateStyle, day: String) {
    #expect(String(decoding: dateText(Array(text.utf8)[...], style), as: UTF8.self) == day)
  }
}
