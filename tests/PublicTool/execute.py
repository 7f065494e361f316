"""Executes a notebook in the kernel of the public tool under a machine's culture: execute.py NOTEBOOK FOLDER LOCALE

The copy in FOLDER ends with a cell that tells the culture and how it writes a number: one that writes it as no culture does is no proof, exit 1.
A machine without ICU has no cultures; it says so and goes on.
"""
import os
import sys

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

PROBE = "Console.Write($\"{System.Globalization.CultureInfo.CurrentCulture.Name} {-1234.5:F1}\");"


def main(path, folder, locale):
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell(PROBE, id="machine-culture"))
    # After Python's own start, which minds a locale that is not installed; .NET brings its cultures along.
    os.environ["LC_ALL"] = f"{locale}.UTF-8"
    client = NotebookClient(notebook, timeout=900, startup_timeout=300, resources={"metadata": {"path": os.path.dirname(os.path.abspath(path))}})
    try:
        client.execute()
    except CellExecutionError as error:
        print(error)
        return 1
    told = "".join(output.get("text", "") for output in notebook.cells[-1].outputs)
    nbformat.write(notebook, os.path.join(folder, os.path.basename(path)))
    name, number = told.split(" ", 1)
    if name == "":
        print(f"this machine has no cultures, so {os.path.basename(path)} ran without {locale}", file=sys.stderr)
    elif name != locale.replace("_", "-") or number == "-1234.5":
        print(f"the kernel has not the culture {locale}: it says '{told}'")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
