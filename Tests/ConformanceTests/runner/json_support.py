"""The kinds of case whose input is JSON."""

from cases import BINARY, JSON, TEXT, Case, equal, from_text, json_value, rejected


def valid(family, kind, text, expected, name=None, outputs=(BINARY, JSON, TEXT), **options):
    for output in outputs:
        yield Case(family, name or text, kind, JSON, text, output, equal(from_text(kind, expected)), **options)


def invalid(family, kind, *texts):
    for text in texts:
        yield Case(family, text, kind, JSON, text, JSON, rejected)


def printed(family, kind, text, predicate):
    yield Case(family, "printed, " + text, kind, JSON, text, JSON, json_value(predicate))
