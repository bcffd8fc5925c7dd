// Measures one stage of the program by itself, on a programme folder that the sample generator made.

import Glibc

let arguments = CommandLine.arguments.dropFirst()
let usage = """
  usage: outturn-bench archive DIR [--years 10] [--figures 150000] [--files 150] [--bytes 400000]
         outturn-bench ingest|render|group-by|totals PROGRAMME [--period 2015-16/M12] [--runs 5] [--jobs 2]
         outturn-bench plans PROGRAMME [--period 2015-16/M12] [--runs 5] [--list]
         outturn-bench workbook FILE.xlsx [--profile FILE.yaml] [--runs 5]
  """
if arguments.contains(where: { $0 == "--help" || $0 == "-h" }) {
  print(usage)
  exit(0)
}
switch arguments.first {
case "archive": archive(Array(arguments.dropFirst()))
case "ingest": ingest(Array(arguments.dropFirst()))
case "group-by": groupBy(Array(arguments.dropFirst()))
case "plans": plans(Array(arguments.dropFirst()))
case "render": render(Array(arguments.dropFirst()))
case "totals": totals(Array(arguments.dropFirst()))
case "workbook": workbook(Array(arguments.dropFirst()))
default:
  complain(usage)
  exit(64)
}
