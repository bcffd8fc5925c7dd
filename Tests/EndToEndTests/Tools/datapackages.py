"""Validates every datapackage.json of a month, and sees that frictionless finds what is wrong in a copy that was spoilt: datapackages.py MONTH-FOLDER."""

import json, shutil, sys, tempfile
from pathlib import Path

from frictionless import Package, validate

month = Path(sys.argv[1])
faults, resources, fields, keyed, typed = [], 0, 0, 0, 0
packages = sorted(month.glob("*/**/data/datapackage.json"))
for path in packages:
    report = validate(str(path))
    for task in report.tasks:
        faults += [f"{path.relative_to(month)}, {task.name}: {error.message}" for error in task.errors[:3]]
    faults += [f"{path.relative_to(month)}: {error.message}" for error in report.errors[:3]]
    described = json.load(path.open(encoding="utf-8"))
    listed = {one["path"] for one in described["resources"]}
    if listed != {one.name for one in path.parent.glob("*.csv")}:
        faults.append(f"{path.relative_to(month)}: does not list the files of its folder")
    for one in described["resources"]:
        resources += 1
        schema = one["schema"]
        fields += len(schema["fields"])
        typed += sum(field["type"] == "number" for field in schema["fields"])
        keyed += "primaryKey" in schema
if packages:
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place) / "data"
        shutil.copytree(packages[0].parent, copy)
        described = json.load((copy / "datapackage.json").open(encoding="utf-8"))
        spoilt = next(one for one in described["resources"] if any(field["type"] == "number" for field in one["schema"]["fields"]))
        column = next(place for place, field in enumerate(spoilt["schema"]["fields"]) if field["type"] == "number")
        lines = (copy / spoilt["path"]).read_text(encoding="utf-8").split("\n")
        cells = lines[1].rsplit(",", len(spoilt["schema"]["fields"]) - column)
        lines[1] = ",".join([cells[0]] + ["no number"] * (len(cells) - 1))
        (copy / spoilt["path"]).write_text("\n".join(lines), encoding="utf-8")
        if validate(str(copy / "datapackage.json")).valid:
            faults.append("a spoilt copy is held to be valid")
print("\n".join(faults[:60]))
print(json.dumps(dict(packages=len(packages), resources=resources, fields=fields, numbers=typed, keyed=keyed)))
sys.exit(1 if faults or not packages else 0)
