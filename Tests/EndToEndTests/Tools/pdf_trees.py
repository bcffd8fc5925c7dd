"""Reads trees of names and numbers of a PDF file, and the maps of its fonts to Unicode."""
import re


def number_tree(node):
    """The values of a tree of numbers."""
    numbers = list(node.get("/Nums", []))
    for index in range(0, len(numbers) - 1, 2):
        yield int(numbers[index]), numbers[index + 1]
    for kid in node.get("/Kids", []):
        yield from number_tree(kid)


def name_tree(node):
    """The values of a tree of names, which must stand in their order."""
    names = list(node.get("/Names", []))
    before = None
    for index in range(0, len(names) - 1, 2):
        name = bytes(names[index])
        if before is not None and name <= before:
            raise ValueError("the names of a tree are not in order")
        before = name
        yield name, names[index + 1]
    for kid in node.get("/Kids", []):
        yield from name_tree(kid)


def unicode_map(data):
    """The characters of a font's codes."""
    table = {}
    text = data.decode("latin-1")
    for block in re.findall(r"beginbfchar(.*?)endbfchar", text, re.S):
        for code, unit in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            table[int(code, 16)] = bytes.fromhex(unit).decode("utf-16-be", "replace")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", text, re.S):
        for low, high, unit in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            for code in range(int(low, 16), int(high, 16) + 1):
                table[code] = chr(int(unit, 16) + code - int(low, 16))
        for low, _, units in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*\[(.*?)\]", block, re.S):
            for place, unit in enumerate(re.findall(r"<([0-9A-Fa-f]+)>", units)):
                table[int(low, 16) + place] = bytes.fromhex(unit).decode("utf-16-be", "replace")
    return table
