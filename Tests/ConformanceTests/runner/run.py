"""Runs the cases against a conformance program and prints a table. Usage: run.py PROGRAM [-v] [binary|json|text]…"""

import collections
import sys

import binary_cases
import json_cases
import schema
import text_cases
from testee import Testee

SUITES = {"binary": binary_cases.cases, "json": json_cases.cases, "text": text_cases.cases}


def main():
    program, arguments = sys.argv[1], sys.argv[2:]
    verbose = "-v" in arguments
    chosen = [name for name in SUITES if name in arguments] or list(SUITES)
    testee = Testee(program)
    table, failures, count = collections.OrderedDict(), [], 0
    kinds = list(schema.LABEL)
    for suite in chosen:
        for case in SUITES[suite]():
            count += 1
            failure = case.failure(testee.ask(case.request))
            row = table.setdefault((suite, case.family), {kind: [0, 0] for kind in kinds})[case.kind]
            row[0 if failure is None else 1] += 1
            if failure is not None:
                failures.append(f"{case.title}: {failure}")
    status = testee.close()
    if status:
        failures.append(f"the program ended with status {status}")

    print(f"{'feature':<36}" + "".join(f"{schema.LABEL[kind]:>18}" for kind in kinds))
    for (suite, family), row in table.items():
        cells = [f"{good}/{good + bad}" if good + bad else "-" for good, bad in row.values()]
        print(f"{suite + ': ' + family:<36}" + "".join(f"{cell:>18}" for cell in cells))
    limit = None if verbose else 40
    for failure in failures[:limit]:
        print("FAILED", failure[:2000])
    print(f"{count - len(failures)} of {count} cases pass")
    return 1 if failures else 0


sys.exit(main())
