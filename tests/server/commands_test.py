"""meshc init and fmt from the command line: what they write, what they say, their exit status."""
import json
import os
import pathlib
import subprocess
import tempfile

MESHC = pathlib.Path(os.environ["MESH_BUILD"]).resolve() / "bin" / "meshc"
UGLY = b"fn main( ) do println(\"a\")end\n"
NEAT = b"fn main() do println(\"a\") end\n"


def meshc(*arguments, cwd):
    return subprocess.run([MESHC, *arguments], cwd=cwd, capture_output=True, timeout=60)


def expect(result, status, out=b"", err=b""):
    assert (result.returncode, result.stdout) == (status, out), result
    assert err in result.stderr if err else result.stderr == b"", result


def check_init(folder):
    expect(meshc("init", "hello", cwd=folder), 0, b"Created project 'hello'\n")
    assert b'name = "hello"' in (folder / "hello" / "mesh.toml").read_bytes()
    expect(meshc("run", "hello", cwd=folder), 0, b"Hello from Mesh!\n")
    expect(meshc("fmt", "hello", "--check", cwd=folder), 0)
    expect(meshc("init", "hello", cwd=folder), 1, err=b"error: Directory 'hello' already exists\n")
    expect(meshc("init", "../x", cwd=folder), 1, err=b"unusable name")
    expect(meshc("init", cwd=folder), 2, err=b"no name")


def check_fmt(folder):
    (folder / "a.mpl").write_bytes(UGLY)
    (folder / "b.mpl").write_bytes(b"\xef\xbb\xbf" + NEAT)
    (folder / "c.mpl").write_bytes(NEAT)
    (folder / "empty.mpl").write_bytes(b"")
    (folder / ".hidden.mpl").write_bytes(UGLY)
    expect(meshc("fmt", ".", "--check", cwd=folder), 1,
           b"  would reformat: ./a.mpl\n  would reformat: ./b.mpl\n2 file(s) would be reformatted\n")
    assert (folder / "a.mpl").read_bytes() == UGLY
    expect(meshc("fmt", ".", cwd=folder), 0, b"Formatted 2 file(s)\n")
    assert (folder / "a.mpl").read_bytes() == NEAT
    assert (folder / "b.mpl").read_bytes() == NEAT
    assert (folder / ".hidden.mpl").read_bytes() == UGLY
    expect(meshc("fmt", ".", cwd=folder), 0)
    expect(meshc("fmt", ".", "--check", cwd=folder), 0)


def check_explain_copies(folder):
    head = b"fn both(xs :: List<Int>) -> Int do\n  let ys = List.append(xs, 1)\n"
    rest = b"end\n\nfn main() do\n  println(\"#{both([])}\")\nend\n"
    (folder / "copies.mpl").write_bytes(head + b"  List.length(ys) + List.length(xs)\n" + rest)
    (folder / "none.mpl").write_bytes(head + b"  List.length(ys)\n" + rest)
    result = meshc("build", "copies.mpl", "--explain-copies", cwd=folder)
    assert result.returncode == 0 and b"[N0001] Note: `xs` (List<Int>) may be copied here" in result.stderr, result
    assert result.stderr.endswith(b"  Compiled: copies\n"), result
    result = meshc("check", "copies.mpl", "--explain-copies", "--json", cwd=folder)
    lines = [json.loads(line) for line in result.stderr.splitlines()]
    assert [(line["code"], line["severity"], len(line["spans"])) for line in lines] == [("N0001", "note", 2)], result
    assert meshc("run", "copies.mpl", "--explain-copies", cwd=folder).stdout == b"1\n"
    expect(meshc("check", "none.mpl", "--explain-copies", cwd=folder), 0, err=b"  No update has to copy.\n")
    expect(meshc("check", "none.mpl", "--explain-copies", "--json", cwd=folder), 0)
    for name in ("copies", "copies.mpl", "none.mpl"):
        (folder / name).unlink()


def check_fmt_ignores(folder):
    """Patterns of .fmtignore keep files from a folder's run, here and in the folders below; a named file is formatted."""
    for name in ("kept.mpl", "made/x.mpl", "made/deep/y.mpl", "src/a_gen.mpl", "src/deep/b_gen.mpl", "src/c.mpl",
                 "src/deep/d.mpl", "src/deep/e.mpl", "lib/made/z.mpl"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(UGLY)
    (folder / ".fmtignore").write_bytes(b"# what nobody writes by hand\n\nmade/\n*_gen.mpl\r\n/src/**/e.mpl\nnowhere/x.mpl")
    (folder / "src" / "deep" / ".fmtignore").write_bytes(b"d.*\n")

    def changed(*arguments, cwd=folder):
        out = meshc("fmt", *arguments, "--check", cwd=cwd).stdout.decode().splitlines()
        return sorted(os.path.relpath(cwd / line.split(": ")[1], folder) for line in out if "reformat: " in line)

    assert changed(".") == ["kept.mpl", "src/c.mpl"], changed(".")
    assert changed("src") == ["src/c.mpl"], changed("src")
    assert changed(".", cwd=folder / "src" / "deep") == [], "the patterns of the folders around hold"
    assert changed("made") == ["made/deep/y.mpl", "made/x.mpl"], "a folder that is named is not left alone"
    assert changed("src/a_gen.mpl") == ["src/a_gen.mpl"]
    expect(meshc("fmt", ".", cwd=folder), 0, b"Formatted 2 file(s)\n")
    assert (folder / "made" / "x.mpl").read_bytes() == UGLY
    assert (folder / "src" / "c.mpl").read_bytes() == NEAT


def check_fmt_refuses(folder):
    broken = b"fn main( ) do\n"
    (folder / "broken.mpl").write_bytes(broken)
    expect(meshc("fmt", "broken.mpl", cwd=folder), 1, err=b"P0001")
    assert (folder / "broken.mpl").read_bytes() == broken
    expect(meshc("fmt", "missing.mpl", cwd=folder), 1, err=b"error: cannot find `missing.mpl`")
    expect(meshc("fmt", cwd=folder), 2, err=b"error: ")
    expect(meshc("fmt", ".", "--line-width", "none", cwd=folder), 2, err=b"unusable --line-width none")
    (folder / "broken.mpl").unlink()
    (folder / "wide.mpl").write_bytes(b"fn main() do f(aaaaaaaaaa, bbbbbbbbbb) end\n")
    meshc("fmt", "wide.mpl", "--line-width", "20", "--indent-size=4", cwd=folder)
    assert b"\n    f(\n        aaaaaaaaaa,\n" in (folder / "wide.mpl").read_bytes()


def main():
    with tempfile.TemporaryDirectory() as name:
        check_init(pathlib.Path(name))
    for check in (check_fmt, check_explain_copies, check_fmt_ignores, check_fmt_refuses):
        with tempfile.TemporaryDirectory() as name:
            check(pathlib.Path(name))


main()
