#!/usr/bin/env python3
"""Writes compiler/base/unicode.def from the character database that comes with Python.

RANGE(table, first, last, step): every step-th character from first to last has the property."""
import sys
import unicodedata


def ranges(has):
    found, start = [], None
    for code in range(0x80, 0x110001):
        inside = code < 0x110000 and has(chr(code))
        if inside and start is None:
            start = code
        if not inside and start is not None:
            found.append((start, code - 1))
            start = None
    return found


def with_steps(found):
    """Joins runs of single characters two apart (Latin capitals alternate with small letters)."""
    joined = []
    for first, last in found:
        if joined and first == last:
            begin, end, step = joined[-1]
            if first - end == 2 and (step == 2 or begin == end):
                joined[-1] = (begin, last, 2)
                continue
        joined.append((first, last, 1))
    return joined


def category(*names):
    return lambda c: unicodedata.category(c) in names


def main():
    out = sys.stdout
    out.write("/* Characters above ASCII by property: RANGE(table, first, last, step), ascending in each table.\n"
              " * Written by tools/unicode_tables.py from Unicode %s. */\n" % unicodedata.unidata_version)
    tables = [
        ("LETTER", category("Lu", "Ll", "Lt", "Lm", "Lo", "Nl")),
        ("PART", category("Nd", "Mn", "Mc")),
        ("UPPER", category("Lu", "Lt")),
        ("ZERO_WIDTH", category("Mn", "Me", "Cf")),
        ("WIDE", lambda c: unicodedata.east_asian_width(c) in "WF"),
    ]
    for name, has in tables:
        for first, last, step in with_steps(ranges(has)):
            out.write("RANGE(%s, 0x%X, 0x%X, %d)\n" % (name, first, last, step))


main()
