// Measures one stage of the program by itself, on a programme folder that the sample generator made.

import Glibc

let arguments = CommandLine.arguments.dropFirst()
switch arguments.first {
case "archive": archive(Array(arguments.dropFirst()))
case "ingest": ingest(Array(arguments.dropFirst()))
case "group-by": groupBy(Array(arguments.dropFirst()))
case "render": render(Array(arguments.dropFirst()))
case "totals": totals(Array(arguments.dropFirst()))
default:
  complain("usage: outturn-bench archive DIR | ingest | render | group-by | totals PROGRAMME [--period 2015-16/M12] [--runs 5] [--jobs 2]")
  exit(64)
}
