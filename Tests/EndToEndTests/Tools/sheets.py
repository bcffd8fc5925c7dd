"""Writes a workbook: sheets.py PATH TABLES – TABLES holds for each sheet its name and its rows as CSV, a line each, the sheets apart by a blank line."""

import csv, sys

import openpyxl

book = openpyxl.Workbook()
book.remove(book.active)
blocks = open(sys.argv[2], encoding="utf-8").read().strip().split("\n\n")
for block in blocks:
    title, *lines = block.split("\n")
    sheet = book.create_sheet(title)
    for row in csv.reader(lines):
        sheet.append([float(text) if text.replace(".", "", 1).lstrip("-").isdigit() else text or None for text in row])
book.save(sys.argv[1])
