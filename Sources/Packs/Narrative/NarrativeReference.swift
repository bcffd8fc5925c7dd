/// The reference of the rules of sentences in Markdown, made from the declarations that check them.
package func narrativeReference(level: Int = 2) -> String {
  let heading = String(repeating: "#", count: level)
  let kinds = SentenceRule.Kind.allCases.map { kind in
    let alternatives = kind.alternatives.map { "`{x\\|\($0.joined(separator: "/"))}`" }
    return "| \(kind.meaning) | \(kind.formats.map { "`\($0)`" }.joined(separator: ", ")) | \(alternatives.joined(separator: ", ")) |"
  }
  let rules = narrativeRules.map { rule in
    "| `\(rule.name)` | \(rule.parameters.map { "`{\($0.name)}` \($0.kind.meaning)" }.joined(separator: ", ")) |"
  }
  return """
    \(heading) `narrative/*.yaml`

    The words of every generated sentence: under `rules`, the name of each rule and its text. A file of the same name in the programme’s
    `templates/narrative/` takes the place of the built-in one. The program decides which rule speaks; the text decides how it says it:

    - `{name}` prints a name; `{variance|size}` a figure in a format; no digit is typed in a rule, so that every number is a figure.
    - `{variance|over/under}` chooses the word by the sign, `{count|trust is/trusts are}` by the number (`{all|both/all {all|words}}` where there are always two or more). Alternatives may hold placeholders.
    - `{commissioner}`, `{commissioners}`, `{provider}`, `{providers}` are the programme’s own words, offered to every rule.
    - `**words**` are bold; `{see top-ten-overspend}` points to a section, and prints nothing in a pack that lacks it.

    In a person’s text (`commentary/<FY>-<Mnn>/…md`) `{{figure:ID}}` prints a figure of that text’s own pack, `{{figure:ID|size}}` in a format, and
    `{{figure:ID=1,327,152}}` also records what it stood at. A text stands for a year until a later one is written; a figure that has moved since is marked
    with its value then: the recorded one, else the ledger’s for the month of the text.

    A rule that the program does not use, one that is in no file, a placeholder that it does not offer: each stops the build, with file, line and nearest
    valid name. `words` and `Words` write a count from one to nine as a word, `size` is `sterlingSize`, `capital` begins with a capital letter.

    | a placeholder that is | is written as | and chooses |
    |---|---|---|
    \(kinds.joined(separator: "\n"))

    | rule | placeholders |
    |---|---|
    \(rules.joined(separator: "\n"))

    """
}
