"""Every Mesh source of the repository is as meshc fmt lays it out, less those a .fmtignore names. Those that parse are
formatted by name: once is enough, a second time changes nothing."""
import os
import pathlib
import shutil
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
MESHC = pathlib.Path(os.environ["MESH_BUILD"]).resolve() / "bin" / "meshc"


def sources(folder):
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts[:-1])
        built = path.relative_to(folder).parts[0] == "build"
        if not hidden and not built and path.is_file() and (path.suffix == ".mpl" or path.name == ".fmtignore"):
            yield path


def copy(folder):
    for path in sources(ROOT):
        target = folder / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)


def contents(folder):
    return {path: path.read_bytes() for path in sources(folder)}


def fmt(*arguments):
    return subprocess.run([MESHC, "fmt", *arguments], capture_output=True, text=True, timeout=120)


def ignored(folder):
    """The files whose layout the run over all of them does not see: one blank line too many stays."""
    before = contents(folder)
    for path in before:
        if path.suffix == ".mpl" and not path.name.startswith("."):
            path.write_bytes(b"\n\n\n" + path.read_bytes())
    fmt(folder)
    left = [path for path, text in contents(folder).items() if path.suffix == ".mpl" and text == b"\n\n\n" + before[path]]
    for path, text in before.items():
        path.write_bytes(text)
    return left


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        copy(folder)
        before = contents(folder)
        assert len(before) > 300, f"only {len(before)} sources"
        for _ in range(2):
            result = fmt(folder)
            changed = [str(path.relative_to(folder)) for path, text in contents(folder).items() if text != before[path]]
            assert not changed, f"meshc fmt changes {changed}"
            assert (result.returncode, result.stdout, result.stderr) == (0, "", ""), result
        kept = ignored(folder)
        assert 100 < len(kept) < len(before) / 2, f"{len(kept)} files are ignored"
        for path in kept:
            original = path.read_bytes()
            if fmt(path).returncode != 0:
                assert path.read_bytes() == original, f"{path} does not parse and was changed"
                continue
            once = path.read_bytes()
            assert fmt(path).returncode == 0 and path.read_bytes() == once, f"a second time changes {path}"


main()
