#!/usr/bin/env python3
"""Compares the #include graph with tools/layers.txt and looks for cycles between headers. Exit status 1
when an include goes against the layers."""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.M)


def allowed_folders():
    allowed = {}
    for line in (ROOT / "tools/layers.txt").read_text().splitlines():
        line = line.split("#")[0].strip()
        if line:
            folder, uses = line.split(":")
            allowed[folder] = set(uses.split())
    return allowed


def used_folder(component, included):
    """The folder an include names, or None for a file beside the includer or generated one."""
    if included.startswith("abi/"):
        return "abi"
    if included.startswith("std_externs"):
        return "gen"
    first = included.split("/")[0]
    return first if (ROOT / component / first).is_dir() else None


def problems():
    allowed = allowed_folders()
    graph = {}
    for component in ("compiler", "runtime"):
        for path in sorted((ROOT / component).rglob("*.[ch]")) + sorted((ROOT / component).rglob("*.def")):
            folder = path.relative_to(ROOT / component).parts[0]
            here = f"{component}/{folder}"
            if here not in allowed:
                yield f"{here}: not in tools/layers.txt"
                continue
            for included in INCLUDE.findall(path.read_text()):
                used = used_folder(component, included)
                if included.startswith("../"):
                    yield f"{path.relative_to(ROOT)}: include from the component's root, not {included}"
                elif used and used != folder and used not in allowed[here]:
                    yield f"{path.relative_to(ROOT)}: {here} may not include {included}"
                target = ROOT / component / included
                if path.suffix == ".h" and target.suffix == ".h" and target.exists():
                    graph.setdefault(path, set()).add(target)
    yield from cycles(graph)


def cycles(graph):
    state, stack = {}, []

    def visit(node):
        state[node] = 1
        stack.append(node)
        for target in sorted(graph.get(node, ())):
            if state.get(target) == 1:
                loop = stack[stack.index(target):] + [target]
                yield "cycle: " + " -> ".join(str(p.relative_to(ROOT)) for p in loop)
            elif target not in state:
                yield from visit(target)
        stack.pop()
        state[node] = 2

    for node in sorted(graph):
        if node not in state:
            yield from visit(node)


def main():
    found = list(problems())
    for line in found:
        print(line)
    print(f"layers: {len(found)} problem(s)")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
