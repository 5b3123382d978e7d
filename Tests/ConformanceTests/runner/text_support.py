"""The kinds of case whose input is text format."""

from cases import BINARY, TEXT, Case, equal, from_text, rejected


def valid(family, kind, text, expected=None, name=None, outputs=(BINARY, TEXT)):
    message = expected if hasattr(expected, "DESCRIPTOR") else from_text(kind, text if expected is None else expected)
    for output in outputs:
        yield Case(family, name or text, kind, TEXT, text, output, equal(message))


def invalid(family, kind, *texts):
    for text in texts:
        yield Case(family, text[:80], kind, TEXT, text, TEXT, rejected)
