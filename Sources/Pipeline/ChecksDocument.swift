import Extracts

/// The page of checks in Markdown: every check by family, and the formats of the columns of a return.
package func checksDocument(_ checks: [ListedCheck]) -> String {
  func cell(_ text: String) -> String { text.replacing("|", with: "\\|") }
  var text = """
    # Checks

    Written by `outturn checks --markdown`. Each check has a code that never changes its meaning. A finding names the file, line and column, of a workbook the
    sheet and the cell (`Activity!C214`), says what is wrong and what to do, and how much money may be too much and how much too little: the one does not make up for
    the other. Errors hold a release up until they are mended or waived in `registers/waivers.csv`; rows that can't be read are held
    back and counted apart, and all others count whatever a check says of them.

    Checks of rows can be switched off or set otherwise under `checks` in `programme.yaml`:

    ```yaml
    checks:
      least_challenge: 50
      SLAM-135: {limit: 5}
      SLAM-181: false
      XREF-007: {severity: error}
    ```

    A check whose columns no file has is listed as not run, with the reason. Where a category of challenge is named, what the check finds too much charged goes to
    `challenges/<PROVIDER>.csv`, unless `registers/challenges.csv` holds it already. What is worth less than
    `least_challenge` pounds, by check, commissioner, provider and month, is counted and added up in the packs' section of challenges, and not raised.


    """
  for family in familiesInOrder(checks) {
    text +=
      "## \(family.name)\n\n| Code | Severity | What holds where nothing is found | Fires from | Why | Challenge |\n| --- | --- | --- | --- | --- | --- |\n"
    for check in family.checks {
      let cells = [check.code, check.severity ?? "", check.meaning, check.limit, check.reason, check.challenge ?? ""].map(cell)
      text += "| \(cells.joined(separator: " | ")) |\n"
    }
    text += "\n"
  }
  text += """
    ## The columns of a return

    `SLAM-050` holds each column of Aggregate Contract Monitoring (DCB2050) to the format of the standard where it is filled. Columns without a format here are read as
    months, organisations or numbers, and rows that they can't be read of are held back.

    | Column | Format |
    | --- | --- |

    """
  for column in contractColumnFormats { text += "| \(column.name) | \(column.format?.words ?? "read, else the row is held back") |\n" }
  return text
}
