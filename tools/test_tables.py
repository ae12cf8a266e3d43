"""The tables that say where something is tested: every row is there, and every test they name.

In a table of tests/x/README.md the first column is what is tested and the second names tests, each between backticks: a
path below tests/x, below tests/ or below the root, without its ending; `name/` is a whole folder; `script.py part` is a
function of a script."""
import re

# Chapters of the language's definition, and how many sections each has; 0 is one without sections.
LANGUAGE = {1: 8, 2: 6, 3: 12, 4: 4, 5: 5, 6: 0, 7: 17, 8: 4, 9: 3, 10: 0}
COMPILER_ROWS = [f"K{n}" for n in range(1, 22)]
ENDINGS = ("", ".mpl", ".md", ".c", ".py", ".mk")


class WrongTable(Exception):
    pass


def rows(page):
    """The pairs of columns of the tables on the page that end in a column `tests`."""
    inside = False
    for line in page.read_text().splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")] if line.startswith("|") else []
        if not cells:
            inside = False
        elif cells[-1] == "tests":
            inside = True
        elif inside and set(line) - set("|- "):
            yield cells[0], cells[-1]


def exists(root, folder, name):
    path, _, part = name.partition(" ")
    for base in (folder, root / "tests", root):
        for found in (base / (path + ending) for ending in ENDINGS):
            if path.endswith("/") and found.is_dir() and any(found.iterdir()):
                return True
            if path.endswith("/") or not found.exists():
                continue
            return not part or f"def {part}(" in found.read_text()
    return False


def check_names(root, page):
    for first, tests in rows(page):
        names = re.findall(r"`([^`]+)`", tests)
        if not names and "see " not in tests and "no " not in tests and "every " not in tests:
            raise WrongTable(f"{page}: the row `{first}` names no test")
        for name in names:
            if "/" in name or "." in name:
                if not exists(root, page.parent, name):
                    raise WrongTable(f"{page}: there is no `{name}`, which the row `{first}` names")


def check_language(root):
    page = root / "tests" / "lang" / "README.md"
    check_names(root, page)
    named = set()
    for first, _ in rows(page):
        named.update(re.findall(r"\b\d+(?:\.\d+)?\b", first))
    for chapter, sections in LANGUAGE.items():
        for wanted in [f"{chapter}.{n}" for n in range(1, sections + 1)] or [str(chapter)]:
            if wanted not in named:
                raise WrongTable(f"{page}: no row for section {wanted}")


def check_compiler(root):
    page = root / "tests" / "server" / "README.md"
    check_names(root, page)
    found = [first.split()[0] for first, _ in rows(page)]
    if found != COMPILER_ROWS:
        raise WrongTable(f"{page}: the rows are {found}")


def check_all(root):
    check_language(root)
    check_compiler(root)
    check_names(root, root / "tests" / "actors" / "README.md")
