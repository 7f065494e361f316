"""Compares executed copies of notebooks with the outputs stored in the originals: compare.py FOLDER NOTEBOOK...

Every representation that is stored must have been made again with the same text; what another kernel offers beyond that is not looked at.
A copy that is not there counts as a difference. Exit 1 if anything differs.
"""
import json
import os
import sys


def text(value):
    return "".join(value) if isinstance(value, list) else value


def representations(output):
    """The texts of one output by name: MIME types, or stdout and stderr."""
    if output["output_type"] == "stream":
        return {output["name"]: text(output["text"])}
    return {kind: text(value) for kind, value in output.get("data", {}).items()}


def is_compiler_warning(output):
    """The public tool writes what the compiler warns of to stderr, where editors list it beside the cell."""
    lines = text(output.get("text", "")).splitlines()
    return output["output_type"] == "stream" and output["name"] == "stderr" and all(not line or line.startswith("warning CS") for line in lines)


def differences(stored, made):
    """One line per difference between the outputs of a cell."""
    made = [output for output in made if not is_compiler_warning(output)]
    if [output["output_type"] for output in stored] != [output["output_type"] for output in made]:
        yield f"stores {[output['output_type'] for output in stored]}, but there are {[output['output_type'] for output in made]}"
        return
    for number, (old, new) in enumerate(zip(stored, made), 1):
        new = representations(new)
        for kind, value in representations(old).items():
            if kind not in new:
                yield f"output {number} lacks {kind}"
            elif new[kind] != value:
                at = next((i for i, (a, b) in enumerate(zip(value, new[kind])) if a != b), min(len(value), len(new[kind])))
                part = slice(max(0, at - 30), at + 50)
                yield f"output {number}, {kind} at character {at}: stored {value[part]!r}, made {new[kind][part]!r}"


def main(folder, notebooks):
    count = found = 0
    for path in notebooks:
        name = os.path.basename(path)
        copy = os.path.join(folder, name)
        if not os.path.exists(copy):
            print(f"{name}: there is no executed copy")
            found += 1
            continue
        with open(path, encoding="utf-8") as file:
            original = json.load(file)
        with open(copy, encoding="utf-8") as file:
            made = {cell["id"]: cell.get("outputs", []) for cell in json.load(file)["cells"]}
        stored = [cell for cell in original["cells"] if cell.get("outputs")]
        lines = [f"{name}, cell {cell['id']}: {line}" for cell in stored for line in differences(cell["outputs"], made.get(cell["id"], []))]
        if not stored:
            lines = [f"{name}: stores no outputs"]
        count += sum(len(cell["outputs"]) for cell in stored)
        found += len(lines)
        print("\n".join(lines) or f"{name}: equal")
    print(f"{len(notebooks)} notebooks, {count} stored outputs, {found} differences")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
