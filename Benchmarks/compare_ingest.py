#!/usr/bin/env python3
"""Compare reading contract returns with polars and DuckDB, doing the same group-by in the same run.

    Benchmarks/compare_ingest.py PROGRAMME [--bench .build/release/outturn-bench] [--runs 5] [--rows FILE]

The query: from every return under extracts/slam, by provider, commissioner, point of delivery, treatment function, HRG, year and month,
the sum of planned and actual activity and price, and the number of rows.

Terms. The page cache is warm: every engine reads the files once before it is timed. Each is timed `--runs` times in this process (ours in its own
process, `outturn-bench group-by`) and the least counts. polars: a lazy streaming scan of the needed columns, types given, all threads. DuckDB:
read_csv with the schema given (prices and activity as DECIMAL(18,8)), all threads. Ours reads, checks, adds up control totals and looks for repeated
rows while it is at it, and takes digests; two further lines leave out the digests, and all that the others do not do either (dispositions of bad
rows, findings and encodings stay). Its answer is checked against theirs. Needs `pip install polars duckdb`.
"""
import argparse
import glob
import os
import subprocess
import sys
import time

PROVIDER = "ORGANISATION IDENTIFIER (CODE OF PROVIDER)"
COMMISSIONER = "ORGANISATION IDENTIFIER (CODE OF COMMISSIONER)"
KEYS = [PROVIDER, COMMISSIONER, "POINT OF DELIVERY CODE", "ACTIVITY TREATMENT FUNCTION CODE", "TARIFF CODE", "FINANCIAL YEAR", "FINANCIAL MONTH"]
SUMS = ["CONTRACT MONITORING PLANNED PRICE", "CONTRACT MONITORING ACTUAL PRICE", "CONTRACT MONITORING PLANNED ACTIVITY", "CONTRACT MONITORING ACTUAL ACTIVITY"]


def least(runs, work):
    best, answer = None, None
    for _ in range(runs + 1):  # the first warms up and is not counted
        start = time.perf_counter()
        answer = work()
        seconds = time.perf_counter() - start
        best = seconds if best is None else min(best, seconds) if _ > 0 else best
        if _ == 0:
            best = float("inf")
    return best, answer


def polars_work(files, header):
    import polars as pl

    schema = {name: pl.Float64 if name in SUMS else pl.String for name in header}

    def work():
        frame = pl.scan_csv(files, schema=schema, infer_schema=False)
        result = frame.select(KEYS + SUMS).group_by(KEYS).agg([pl.col(s).sum() for s in SUMS] + [pl.len().alias("rows")]).collect(engine="streaming")
        return len(result), int(result["rows"].sum()), [round(result[s].sum(), 2) for s in SUMS]

    return f"polars {pl.__version__}", work


def duckdb_work(files, header):
    import duckdb

    columns = {name: "DECIMAL(18,8)" if name in SUMS else "VARCHAR" for name in header}
    keys = ", ".join(f'"{k}"' for k in KEYS)
    sums = ", ".join(f'sum("{s}") as s{i}' for i, s in enumerate(SUMS))
    connection = duckdb.connect()
    query = (f"select count(*), sum(rows), sum(s0), sum(s1), sum(s2), sum(s3) from (select {keys}, {sums}, count(*) as rows "
             f"from read_csv($files, header=true, delim=',', quote='\"', columns=$columns) group by all)")

    def work():
        row = connection.execute(query, {"files": files, "columns": columns}).fetchone()
        return int(row[0]), int(row[1]), [round(float(x), 2) for x in row[2:]]

    return f"DuckDB {duckdb.__version__}", work


def write_rows(path, size, times, answer):
    """Add a row for each engine to the table of the README: what, measured, goal, how."""
    ours = times["Outturn"]
    with open(path, "a", encoding="utf-8") as rows:
        for name, seconds in times.items():
            if name == "Outturn":
                goal, how = "at least twice as fast as polars and DuckDB", f"all checks and digests; {answer[0]:,} groups of {answer[1]:,} rows"
            elif name.startswith("Outturn"):
                goal, how = "", "no control totals, digests nor look for repeated rows" if "alone" in name else "all other checks"
            else:
                terms = "lazy streaming scan of the needed columns" if name.startswith("polars") else "schema given"
                goal, how = "", f"{terms}; {seconds / ours:.1f} times Outturn's time"
            rows.write(f"| Group-by of all returns, all threads: {name} | {seconds:.3f} s, {size / seconds / 1e9:.2f} GB/s | {goal} | {how} |\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("programme")
    parser.add_argument("--bench", default=".build/release/outturn-bench")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--rows", help="a file to which rows for the README's table are added")
    args = parser.parse_args()
    files = sorted(glob.glob(os.path.join(args.programme, "extracts", "slam", "*", "*", "*.csv")))
    size = sum(os.path.getsize(f) for f in files)
    with open(files[0], encoding="utf-8-sig") as handle:
        header = handle.readline().rstrip("\r\n").split(",")
    print(f"{len(files)} files, {size / 1e6:,.0f} MB, {os.cpu_count()} cores, least of {args.runs} runs\n")
    print("| engine | seconds | MB/s | groups | rows |\n|---|---:|---:|---:|---:|")
    answers, times = {}, {}
    for make in (polars_work, duckdb_work):
        try:
            name, work = make(files, header)
        except ImportError as missing:
            print(f"| {missing.name} is not installed | | | | |")
            continue
        seconds, answer = least(args.runs, work)
        answers[name], times[name] = answer, seconds
        print(f"| {name} | {seconds:.3f} | {size / seconds / 1e6:,.0f} | {answer[0]:,} | {answer[1]:,} |", flush=True)
    for options, label in (([], "Outturn"), (["--no-digest"], "Outturn, without digests"), (["--no-checks"], "Outturn, the query alone")):
        output = subprocess.run([args.bench, "group-by", args.programme, "--runs", str(args.runs)] + options, check=True, capture_output=True, text=True).stdout
        seconds, groups, rows, *sums = output.split()
        answer = (int(groups), int(rows), [round(float(x), 2) for x in sums])
        answers[label], times[label] = answer, float(seconds)
        print(f"| {label} | {float(seconds):.3f} | {size / float(seconds) / 1e6:,.0f} | {answer[0]:,} | {answer[1]:,} |", flush=True)
    first = next(iter(answers.values()))
    for name, answer in answers.items():
        # polars adds in floating point: its sums may differ by a penny in fifty million.
        same = answer[:2] == first[:2] and all(abs(a - b) < 0.05 for a, b in zip(answer[2], first[2]))
        if not same:
            sys.exit(f"{name} disagrees: {answer} and {first}")
    print("\nAll agree on groups, rows and the four sums.")
    if args.rows:
        write_rows(args.rows, size, times, next(iter(answers.values())))


if __name__ == "__main__":
    main()
