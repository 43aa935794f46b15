"""Runs what the contract cannot say, and adds it to the results of a runtime: further.py RUNTIME.

A test is a function `test_…` in `test_*.py`; the first line of its docstring says what it shows.
One whose name begins with `test_async` belongs to `python-async`, every other to `python`.
Further arguments name tests or modules: these alone run, and what comes of them is printed. They
are added to the results too where TELNUM_COLUMN says which runtime of the matrix they belong to.
"""

import asyncio
import importlib
import inspect
import json
import os
import signal
import sys
import time
import traceback
from pathlib import Path

from compare import Skip

HERE = Path(__file__).parent


def tests(runtime, only):
    paths = sorted(HERE.glob("test_*.py"))
    stems = {path.stem for path in paths}
    for path in paths:
        # What is not meant may need what this Python lacks.
        if only and path.stem not in only and stems >= set(only):
            continue
        module = importlib.import_module(path.stem)
        for name, test in list(vars(module).items()):
            belongs = "python-async" if name.startswith("test_async") else "python"
            meant = not only or {name, path.stem} & set(only)
            if name.startswith("test_") and belongs == runtime and meant:
                yield test


def run(test):
    try:
        if inspect.iscoroutinefunction(test):
            asyncio.run(asyncio.wait_for(test(), 120))
        else:
            test()
    except Skip as skip:
        return {"outcome": "skipped", "reason": str(skip)}
    except BaseException as error:
        frame = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(frame.filename).name}:{frame.lineno}"
        text = str(error) or frame.line or repr(error)
        return {"outcome": "failed", "reason": f"{type(error).__name__} at {where}: {text}"}
    return {"outcome": "passed"}


def main(runtime, *only):
    # A shell that runs this in the background has Ctrl-C ignored, here and in every child.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    file = Path(os.environ.get("TELNUM_RESULTS", os.devnull))
    column = os.environ.get("TELNUM_COLUMN")
    # A column has both runtimes' tests, some of which show the same.
    name = f"{column}: asyncio" if column and runtime == "python-async" else column or runtime
    results = []
    for test in tests(runtime, only):
        began = time.monotonic()
        shown = inspect.getdoc(test).splitlines()[0].rstrip(".")
        results.append({"entry": f"{name}: {shown}", **run(test)})
        if only or results[-1]["outcome"] == "failed":
            took = f"{time.monotonic() - began:5.1f} s"
            print(took, json.dumps(results[-1], ensure_ascii=False), flush=True)
    if file.is_file() and (column or not only):
        report = json.loads(file.read_text(encoding="utf-8"))
        report["results"] += results
        file.write_text(json.dumps(report, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
