"""Compares pictures of pages with those kept in Tests/Golden/pages, or records them.

usage: golden_pages.py record|compare GOLDEN-FOLDER MADE-FOLDER DIFFERENCE-FOLDER
A page differs when more than the stated share of its pixels differ in some channel by more than the stated step of 255; letters that another version of
a library places a fraction of a pixel away stay below that, a moved row or another number does not.
"""
import os, sys
from PIL import Image, ImageChops

STEP = 72
SHARE = {"pdf": 0.0010, "html": 0.0040}


def kept(path):
    """A picture as it is kept: 32 colours, which is a third of the size."""
    return Image.open(path).convert("RGB").quantize(colors=32, method=Image.MEDIANCUT, dither=Image.NONE)


def main(mode, golden, made, difference):
    names = sorted(name for name in os.listdir(made) if name.endswith(".png"))
    if not names:
        sys.exit("no picture was made")
    os.makedirs(golden, exist_ok=True)
    before = sorted(name for name in os.listdir(golden) if name.endswith(".png"))
    if mode == "record":
        for name in before:
            os.remove(os.path.join(golden, name))
        for name in names:
            kept(os.path.join(made, name)).save(os.path.join(golden, name), optimize=True)
        print("recorded %d pictures" % len(names))
        return
    faults = ["%s: no such page is made any longer" % name for name in before if name not in names]
    faults += ["%s: a new page; record it" % name for name in names if name not in before]
    for name in names:
        if name not in before:
            continue
        old = Image.open(os.path.join(golden, name)).convert("RGB")
        new = kept(os.path.join(made, name)).convert("RGB")
        if old.size != new.size:
            faults.append("%s: %d × %d, kept %d × %d" % ((name,) + new.size + old.size))
            continue
        changed = ImageChops.difference(old, new)
        red, green, blue = changed.split()
        worst = ImageChops.lighter(ImageChops.lighter(red, green), blue).point(lambda value: 255 if value > STEP else 0)
        count = worst.histogram()[255]
        allowed = SHARE["html" if "-html-" in name else "pdf"] * old.size[0] * old.size[1]
        if count > allowed:
            os.makedirs(difference, exist_ok=True)
            both = Image.new("RGB", (old.size[0] * 3, old.size[1]), "white")
            for place, picture in enumerate([old, new, worst.convert("RGB")]):
                both.paste(picture, (place * old.size[0], 0))
            path = os.path.join(difference, name)
            both.save(path)
            faults.append("%s: %d pixels differ, %d may; kept, made and difference side by side in %s" % (name, count, allowed, path))
    for fault in faults:
        print(fault)
    sys.exit(1 if faults else 0)


main(*sys.argv[1:])
