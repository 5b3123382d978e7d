"""Runs the cases against a conformance program and prints a table.

Usage: run.py PROGRAM [-v] [--table] [binary|json|text]…

The table has a row for each kind of case and a column for each message type; with --table it is one in Markdown, with a
row for each feature and a column for each format.
"""

import collections
import sys

import binary_cases
import json_cases
import schema
import text_cases
from testee import Testee

SUITES = {"binary": binary_cases.cases, "json": json_cases.cases, "text": text_cases.cases}

# The kinds of case by feature.
FEATURES = {
    "numbers and booleans": (
        "binary: scalar values, last value wins, illegal varints",
        "json: integers, floats, bools",
        "text: hello, integers, floats",
    ),
    "strings, bytes, UTF-8": ("binary: UTF-8", "json: strings, bytes", "text: strings"),
    "enums, open and closed": ("binary: unknown enum values", "json: enums, enum names by option"),
    "repeated fields, packed and expanded": ("binary: repeated", "json: repeated", "text: separators"),
    "maps": ("binary: maps", "json: maps", "text: maps"),
    "oneofs": ("binary: oneofs", "json: oneofs"),
    "merging": ("binary: merging, second payload", "text: merging"),
    "messages, groups, delimited encoding, nesting": (
        "binary: delimited fields, unmatched groups, nesting",
        "json: messages",
    ),
    "presence, defaults, null": ("json: null, defaults",),
    "unknown fields": ("binary: unknown fields, discard unknown", "json: ignore unknown", "text: unknown fields"),
    "extensions, message sets": (
        "binary: extensions, message sets, edition unstable",
        "json: extensions",
        "text: groups and extensions",
    ),
    "well-known types": (
        "json: wrappers, Duration, Timestamp, FieldMask, Struct, Value, NullValue, Any",
        "text: Any",
    ),
    "names": ("json: field names, duplicate names", "text: reserved names"),
    "syntax, malformed input": (
        "binary: premature end, illegal tags, illegal lengths",
        "json: syntax",
        "text: syntax",
    ),
}


def by_feature(table):
    """The counts of cases, and of those that pass if some don't, as a table in Markdown."""
    counts = {key: [sum(each) for each in zip(*row.values())] for key, row in table.items()}
    formats = ("binary", "json", "text")

    def cell(parts):
        good = bad = 0
        for key in parts:
            passed, failed = counts.pop(key, (0, 0))
            good, bad = good + passed, bad + failed
        return "—" if good + bad == 0 else f"{good:,}" if bad == 0 else f"{good:,} of {good + bad:,}"

    yield "| feature | binary | JSON | text |"
    yield "|---|---|---|---|"
    total = {name: sum(sum(row) for (suite, _), row in counts.items() if suite == name) for name in formats}
    for feature, parts in FEATURES.items():
        kinds = {part.split(": ")[0]: part.split(": ")[1].split(", ") for part in parts}
        cells = [cell([(name, family) for family in kinds.get(name, ())]) for name in formats]
        yield f"| {feature} | {' | '.join(cells)} |"
    for suite, family in list(counts):
        yield f"| {family} | {' | '.join(cell([(suite, family)]) if name == suite else '—' for name in formats)} |"
    yield f"| all | {' | '.join(f'{total[name]:,}' for name in formats)} |"


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

    if "--table" in arguments:
        print("\n".join(by_feature(table)))
    else:
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
